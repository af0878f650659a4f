"""The head of the page: its name, the language switch, the light or dark switch."""

from __future__ import annotations

from rag.messages import text
from rag.web.markup import button, escape


def header(language: str) -> str:
    """The head of the page.

    Args:
        language: "vi" or "en", the one shown.
    """
    switches = "".join(
        button("pick_language", code, text("language_name", code), "hbc-language").replace(
            "<button ", f'<button lang="{code}" aria-pressed="{str(code == language).lower()}" ', 1
        )
        for code in ("vi", "en")
    )
    theme = escape(text("theme_toggle", language))
    private = escape(text("private_note", language))
    group = escape(text("language_label", language))
    return (
        f'<div class="hbc-head" data-language="{escape(language)}">'
        f'<div class="hbc-brand"><h1 lang="vi">{escape(text("app_name", language))}</h1>'
        f"<p>{escape(text('tagline', language))}<span> · {private}</span></p></div>"
        f'<div class="hbc-switches">{button("new_chat", "", text("new_conversation", language))}'
        f'<div role="group" aria-label="{group}">{switches}</div>'
        f'<button type="button" class="hbc-button hbc-theme" data-theme aria-label="{theme}" title="{theme}">'
        f'<span aria-hidden="true">◐</span></button></div></div>'
    )


def preferred_language(accepted: str) -> str:
    """The language of the page that a browser likes best.

    Args:
        accepted: an Accept-Language header, "vi-VN,vi;q=0.9,en;q=0.8".

    Returns:
        "vi" or "en"; English when the browser names neither, Vietnamese when it says nothing.
    """
    ranked: list[tuple[float, str]] = []
    for part in accepted.lower().split(","):
        tag, _, weight = part.partition(";q=")
        try:
            quality = float(weight or 1)
        except ValueError:
            quality = 0.0
        ranked.append((quality, tag.strip()[:2]))
    known = [item for item in ranked if item[1] in ("vi", "en")]
    if not known:
        return "en" if accepted.strip() else "vi"
    return max(known, key=lambda item: item[0])[1]
