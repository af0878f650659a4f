"""The training loop: every layer trained, word embeddings frozen, bf16 weights over a float32 master copy.

One batch holds sequences of like length, without dropout (it triples the step's time on a CPU). Learning rate and
mixture follow the run's progress, which is the share of its minutes (`--minutes`) or of its steps (`--steps`; then
the run is deterministic) gone by. The exported weights are an exponential moving average.

Under `torchrun --nproc_per_node N` every process takes a batch of its own, the gradients are averaged. On a machine
shared with other work, two processes of one thread are twice as fast as one of two: threads meet after every
operation and wait for whichever was put aside, processes meet once a step.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import broadcast
from torch import Tensor

from rag.reading.reader_model import SpanModel
from rag.training.mixing import Batch, Mixer


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does. `minutes` or `steps` must be given; `steps` wins."""

    folder: Path
    minutes: float = 0.0
    steps: int = 0
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.03
    decay: float = 0.01
    clip: float = 1.0
    average: float = 0.998
    seed: int = 5
    tokens: int = 4096
    save_minutes: float = 5.0
    evaluate_minutes: float = 25.0


class Master:
    """Float32 copies of the trained weights, their AdamW state and their moving average."""

    def __init__(self, model: torch.nn.Module, plan: Plan) -> None:
        self.names = [n for n, p in model.named_parameters() if p.requires_grad]
        self.live = [p for p in model.parameters() if p.requires_grad]
        self.copies = [p.detach().float().clone() for p in self.live]
        self.average = [c.clone() for c in self.copies]
        self.plan = plan
        groups: dict[tuple[float, float], list[Tensor]] = {}
        for name, copy in zip(self.names, self.copies, strict=True):
            rate = plan.head_rate if name.startswith("head.") else plan.rate
            decay = plan.decay if copy.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(copy)
        self.optimizer = torch.optim.AdamW(
            [{"params": p, "lr": r, "peak": r, "weight_decay": d} for (r, d), p in groups.items()],
            betas=(0.9, 0.98), eps=1e-6, fused=True,
        )  # fmt: skip
        self.updates = 0

    def step(self, factor: float, accelerator: Accelerator) -> float:
        """One update at `factor` times the peak rate from the live weights' gradients; the gradient's norm."""
        for copy, live in zip(self.copies, self.live, strict=True):
            copy.grad = live.grad.float() if live.grad is not None else torch.zeros_like(copy)
            live.grad = None
        if accelerator.num_processes > 1:
            flat = torch.cat([copy.grad.flatten() for copy in self.copies if copy.grad is not None])
            flat = accelerator.reduce(flat, "mean")
            parts = flat.split([copy.numel() for copy in self.copies])
            for copy, part in zip(self.copies, parts, strict=True):
                copy.grad = part.view_as(copy)
        norm = float(torch.nn.utils.clip_grad_norm_(self.copies, self.plan.clip))
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor
        if np.isfinite(norm):
            self.optimizer.step()
        self.updates += 1
        keep = min(self.plan.average, self.updates / (self.updates + 10))
        torch._foreach_lerp_(self.average, self.copies, 1 - keep)
        self.load(self.copies)
        return norm

    def load(self, values: list[Tensor]) -> None:
        """Put values into the live weights."""
        with torch.no_grad():
            torch._foreach_copy_([p.data for p in self.live], values)

    def state(self) -> dict[str, Any]:
        return {
            "copies": self.copies, "average": self.average, "updates": self.updates,
            "optimizer": self.optimizer.state_dict(), "names": self.names,
        }  # fmt: skip

    def restore(self, state: dict[str, Any]) -> None:
        with torch.no_grad():
            torch._foreach_copy_(self.copies, state["copies"])
            torch._foreach_copy_(self.average, state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.updates = state["updates"]
        self.load(self.copies)


def loss_of(logits: Tensor, begins: Tensor, ends: Tensor, answers: Tensor) -> Tensor:
    """Mean cross-entropy of start and end over the context's tokens and the first token.

    Args:
        logits: (n, length, 2).
        begins, ends: (n,) bounds of the contexts. answers: (n, 2) positions, 0 for none.
    """
    places = torch.arange(logits.shape[1], device=logits.device)[None]
    allowed = (places == 0) | ((places >= begins[:, None]) & (places < ends[:, None]))
    masked = logits.masked_fill(~allowed[..., None], -1e4)
    cross = torch.nn.functional.cross_entropy
    return (cross(masked[..., 0], answers[:, 0]) + cross(masked[..., 1], answers[:, 1])) / 2


def rate_factor(progress: float, warm_up: float) -> float:
    """Linear warm-up, then linear decay to zero at the end."""
    if progress < warm_up:
        return max(progress / warm_up, 0.01)
    return max(0.0, (1 - progress) / (1 - warm_up))


def checkpoint_file(folder: Path) -> Path:
    """Where a run keeps its state."""
    return folder / "checkpoint.pt"


def save_atomically(state: dict[str, Any], path: Path) -> None:
    """Write the state beside its place and move it there."""
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def train(
    plan: Plan, evaluate: Callable[[SpanModel], dict[str, float]] | None = None, model: SpanModel | None = None
) -> None:
    """Run the plan, from its checkpoint where there is one.

    Args:
        plan: what to do; `plan.folder` holds `data/` (see data.prepare) and takes checkpoint.pt and log.jsonl.
        evaluate: figures of a model, called every `evaluate_minutes` with the averaged weights.
        model: what to train; a span head on the bundled encoder unless given.
    """
    random.seed(plan.seed)
    torch.manual_seed(plan.seed)
    # named as a CPU's, or processes started by torchrun would not find each other and all train the same batches
    accelerator = Accelerator(cpu=not torch.cuda.is_available())
    device = accelerator.device
    model = (model or SpanModel(plain=device.type == "cpu")).to(device)
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    master = Master(model, plan)
    model.to(torch.bfloat16)
    model.train()
    master.live = [p for p in model.parameters() if p.requires_grad]
    mixer = Mixer(plan.folder / "data", plan.seed, plan.tokens)
    pool, elapsed, examples, tokens = 0, 0.0, 0, 0
    path = checkpoint_file(plan.folder)
    if path.exists():
        state = torch.load(path, weights_only=True)
        master.restore(state["master"])
        pool, elapsed, examples, tokens = state["pool"], state["elapsed"], state["examples"], state["tokens"]
        mixer.cursors = state["cursors"]
    log = (plan.folder / ("log.jsonl" if accelerator.is_main_process else "log-other.jsonl")).open(
        "a", encoding="utf-8", buffering=1
    )
    log.write(json.dumps({"plan": {k: str(v) for k, v in asdict(plan).items()}, "resumed_at": elapsed}) + "\n")
    clock = time.monotonic() - elapsed
    saved = elapsed
    evaluated = elapsed

    def progress() -> float:
        if plan.steps:
            return min(1.0, master.updates / plan.steps)
        gone = torch.tensor((time.monotonic() - clock) / 60 / plan.minutes)
        return min(1.0, float(broadcast(gone)))  # the first process's clock: all must agree

    def save() -> None:
        held = {"pool": pool, "elapsed": time.monotonic() - clock, "examples": examples, "tokens": tokens}
        save_atomically({"master": master.state(), "cursors": mixer.cursors, **held}, path)

    def measure() -> None:
        if evaluate is None or not accelerator.is_main_process:
            return
        master.load(master.average)
        model.eval()
        with torch.no_grad():
            figures = evaluate(model)
        model.train()
        master.load(master.copies)
        about = {"minutes": (time.monotonic() - clock) / 60, "examples": examples, "tokens": tokens}
        log.write(json.dumps({"step": master.updates, **about, **figures}) + "\n")

    while progress() < 1.0:
        losses, began, seen = [], time.monotonic(), 0
        batches = mixer.batches(pool, progress())
        world = accelerator.num_processes
        for batch in batches[accelerator.process_index : len(batches) // world * world : world]:
            factor = rate_factor(progress(), plan.warm_up)
            losses.append(_step(model, master, batch, accelerator, factor))
            examples += len(batch.ids) * world
            seen += batch.ids.size * world
        tokens += seen
        pool += 1
        now = time.monotonic()
        if pool % 4 == 0:
            norm = float(np.mean([n for _, n in losses]))
            log.write(
                json.dumps({
                    "step": master.updates, "minutes": round((now - clock) / 60, 2), "examples": examples,
                    "tokens": tokens, "loss": round(float(np.mean([v for v, _ in losses])), 4),
                    "norm": round(norm, 3), "tokens_per_second": round(seen / (now - began)),
                })
                + "\n"
            )  # fmt: skip
        if accelerator.is_main_process and now - clock - saved > plan.save_minutes * 60:
            save()
            saved = now - clock
        if now - clock - evaluated > plan.evaluate_minutes * 60:
            measure()
            evaluated = time.monotonic() - clock
    if accelerator.is_main_process:
        save()
        measure()
    accelerator.end_training()


def _step(
    model: SpanModel, master: Master, batch: Batch, accelerator: Accelerator, factor: float
) -> tuple[float, float]:
    """One batch forward, backward and the update; loss and gradient norm."""
    device = accelerator.device
    ids, begins, ends, answers = (
        torch.from_numpy(a).to(device) for a in (batch.ids, batch.begins, batch.ends, batch.answers)
    )
    mask = (torch.arange(ids.shape[1], device=device)[None] <= ends[:, None]).long()
    loss = loss_of(model(ids, mask), begins, ends, answers)
    loss.backward()  # type: ignore[no-untyped-call]
    return loss.item(), master.step(factor, accelerator)
