/** Commented profile of a graphics card that passes every check; delete what you do not know: absent means unknown. */
export const deviceTemplate = (
  id: string,
): string => `# yaml-language-server: $schema=../schema/device.schema.json
# Save as devices/${id}.yaml in your folder, then: advise data check FOLDER
# One accelerator or SoC. Leave out what you do not know: absent means unknown, never zero.
name: ${id}
vendor: nvidia            # nvidia, amd, apple, intel, tenstorrent, qualcomm, ampere, other
kind: gpu                 # gpu, soc, cpu; a cpu also has stands_in: pc, server, laptop or board
# Devices of one architecture and class share a family and, until measured themselves, its measured efficiencies.
family: blackwell-geforce # advise list devices --json | jq -r '.[].family' | sort -u
released: 2026-06         # YYYY, YYYY-MM or YYYY-MM-DD
aliases:                  # names as benchmarks and tools print them
  - ${id} as llama-bench prints it
memory:
  capacity_gb: 24         # as sold; leave out for chips that share main memory
  kind: vram              # vram, unified, host
  type: GDDR7
  bandwidth_gb_s: 896     # peak, decimal GB/s; without it no speed is estimated
compute:                  # dense, without sparsity
  fp32_tflops: 44
  fp16_acc32_tflops: 88   # FP16 with FP32 accumulate: what engines use
  int8_tops: 352
backends:
  - backend: cuda         # cuda, rocm, vulkan, metal, mlx, sycl, cpu
    os:
      - linux
      - windows
  - backend: vulkan
    os:
      - linux
      - windows
power:
  limit_w: 300
links:
  pcie_generation: 5
  pcie_lanes: 16
# Sources contradict each other? Keep every reading; measured > vendor > review > forum, then the newest, must be the
# figure above.
# claims:
#   - field: memory.bandwidth_gb_s
#     value: 900
#     kind: forum
#     source: own-notes
#     date: 2026-11
sources:
  default:                # ids in sources/*.yaml; own-notes stands for what you state yourself
    - own-notes
`;
