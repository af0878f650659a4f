"""Any encoder as LangChain embeddings."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from embeddings.encoder import Encoder


class LangChainEmbeddings(Embeddings):
    """LangChain's interface over an `Encoder`.

    Args:
        encoder: the encoder; the default one unless given.
    """

    def __init__(self, encoder: Encoder | None = None) -> None:
        from embeddings import load_encoder

        self.encoder = encoder if encoder is not None else load_encoder()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors of passages."""
        return [[float(x) for x in row] for row in self.encoder.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of a question."""
        return [float(x) for x in self.encoder.encode_queries([text])[0]]
