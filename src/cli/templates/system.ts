/** Commented profile of a machine that passes every check. `device` is one that the catalogue has. */
export const systemTemplate = (
  id: string,
  device: { readonly id: string; readonly memory_gb: number },
): string => `# yaml-language-server: $schema=../schema/system.schema.json
# Save as systems/${id}.yaml in your folder, with its price in prices/mine.csv:
#   item,config,kind,amount,currency,region,observed,trust,source,note
#   ${id},,street,3999,USD,US,2026-11-20,ok,own-notes,
# then: advise data check FOLDER; advise --workload chat --data FOLDER
# What a buyer gets: a box, Mac, mini PC, laptop, workstation, rig, server or cluster.
name: ${id}
kind: workstation         # box, mac, mini-pc, laptop, workstation, rig, server, cluster, hybrid
released: 2026-06         # when it could first be bought; leave out: on sale from its first offer on
# ended: 2027-03          # last day it was sold new
# sold_out:               # nobody had a new one to sell on that day; counts for three months
#   seen: 2026-11-20
#   source: own-notes
# group: some-chip-128    # machines that are the same for this purpose fold into one line
devices:
  - device: ${device.id}  # advise list devices
    count: 1
memory_gb: ${device.memory_gb}             # of the accelerators together, or the whole unified memory
# usable_memory:          # what the GPU may really use, where you know it
#   - os: linux
#     gib: 22.5
#     source: own-notes
host:                     # main memory beside the cards: experts of large mixtures may lie there
  ram_gb: 64
  ram_bandwidth_gb_s: 90
os:
  - linux
  - windows
form:
  class: tower            # mini-desktop, desktop, tower, open-frame, rack, laptop, multi-box
  volume_l: 50
power:                    # whole machine at the wall
  idle_w: 70
  load_w: 450
setup: install            # turnkey, install, assemble, tinker
upgrade: gpu              # none, cluster, ram, gpu, full
traits:                   # silent, quiet, loud, ecc, portable, rack, soldered-memory, ...
  - everyday-pc
# parts:                  # priced as the sum of these when it has no offer of its own
#   - item: ${device.id}
#     count: 1
notes:
  - What a buyer should know and no field says.
sources:
  default:
    - own-notes
`;
