/** Commented profile of a dense model whose count of parameters follows from its shape. */
export const modelTemplate = (
  id: string,
): string => `# yaml-language-server: $schema=../schema/model.schema.json
# Save as models/${id}.yaml in your folder, then: advise data check FOLDER; advise fit ${id} --data FOLDER
# The figures stand in config.json of the model's repository.
kind: text                # text, embedding; image and video models have components instead (advise show flux.1-dev)
name: ${id}
family: my models         # one entry per family is shown as "also runs"
released: 2026-11-01
licence: Apache-2.0
aliases:
  - ${id} as its files are called
params_total_b: 8.0303    # all weights of the text model, in billions; checked against the shape below
params_active_b: 8.0303   # those that one token passes through (mixtures of experts: fewer)
native_precision: bf16    # mxfp4, fp8, ... where it was trained in fewer bits
tags:                     # without a matching tag it is never proposed, but runs by name
  - chat
  - coding
architecture:
  layers: 32
  hidden: 4096
  vocab: 128256
  tied_embeddings: false
  max_context: 131072
  attention:              # runs of layers that attend and cache alike; sliding ones have a window
    - kind: full
      count: 32
      heads: 32
      kv_heads: 8
      head_dim: 128
  ffn_hidden: 14336
  # moe:                  # mixture of experts
  #   experts: 128
  #   active: 8
  #   expert_hidden: 768
# quality:                # without it the model is never chosen for you
#   value: 1350           # common scale of the catalogue (advise list models)
#   uncertainty: 40
#   basis: my own comparison
#   date: 2026-11
#   source: own-notes
sources:
  default:
    - own-notes
`;
