"""What the trained networks share: a plain forward pass, and the way to an int8 ONNX file."""

import math
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

OPSET = 17


def hidden(encoder: nn.Module, ids: Tensor, extra: Tensor | float = 0.0) -> Tensor:
    """Return a BERT's last hidden states (batch, length, width) for unpadded ids (batch, length).

    Written out in the form that ONNX Runtime's fusions know; ``extra`` is added to the word
    embeddings.
    """
    embeddings, heads = encoder.embeddings, encoder.config.num_attention_heads
    batch, length = ids.shape
    x = embeddings.LayerNorm(
        embeddings.word_embeddings(ids)
        + extra
        + embeddings.position_embeddings.weight[:length].unsqueeze(0)
        + embeddings.token_type_embeddings.weight[0]
    )
    size = x.shape[-1] // heads

    def split(t: Tensor) -> Tensor:
        return t.view(batch, length, heads, size).permute(0, 2, 1, 3)

    for layer in encoder.encoder.layer:
        own = layer.attention.self
        query, key, value = (split(project(x)) for project in (own.query, own.key, own.value))
        weights = torch.softmax(torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(size), -1)
        mixed = torch.matmul(weights, value).permute(0, 2, 1, 3).contiguous().view(batch, length, -1)
        x = layer.attention.output.LayerNorm(layer.attention.output.dense(mixed) + x)
        x = layer.output.LayerNorm(layer.output.dense(nn.functional.gelu(layer.intermediate.dense(x))) + x)
    return x


def export(
    network: nn.Module, inputs: dict[str, Tensor], outputs: dict[str, dict[int, str]], full: Path
) -> None:
    """Write ``network`` as a fused fp32 ONNX file; ``inputs`` are examples, all (1, length) ids.

    ``outputs`` gives each output's changing axes. Layer normalization is left unfused: the fused
    operator is the slower one on a CPU.
    """
    raw = full.with_suffix(".raw.onnx")
    torch.onnx.export(
        network,
        tuple(inputs.values()),
        raw,
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={name: {1: "length"} for name in inputs}
        | {name: axes for name, axes in outputs.items() if axes},
        opset_version=OPSET,
        dynamo=False,
    )
    fusion = FusionOptions("bert")
    fusion.enable_skip_layer_norm = fusion.enable_bias_skip_layer_norm = False
    fused = optimizer.optimize_model(
        str(raw),
        "bert",
        num_heads=12,
        hidden_size=384,
        opt_level=0,
        optimization_options=fusion,
    )
    fused.save_model_to_file(str(full))
    raw.unlink()


def quantize(full: Path, small: Path) -> None:
    """Write the int8 version: weights by channel, activations as they come."""
    quantize_dynamic(
        full,
        small,
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # fused operators hide their types
    )
