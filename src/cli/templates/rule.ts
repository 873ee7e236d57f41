/** Commented rule with one example that fires and one that does not. */
export const ruleTemplate = (
  id: string,
): string => `# yaml-language-server: $schema=../schema/rule.schema.json
# Save as rules/${id}.yaml in your folder, then: advise data check FOLDER (runs the examples, too)
title: What the rule says in a few words
# given: tests on the need (need.workloads, need.budget_usd, need.users, ...). Cheap, tested once.
given:
  fact: need.users
  gte: 5
# when: tests on the candidate (candidate.*, model.*, fit.*, engine.*, speed.*). Several: all, any or none with a list.
# Facts: advise list facts names all, with their units and words.
# Operators: is, not, in, has, lacks, gt, gte, lt, lte, known. An unknown fact never makes a rule fire.
when:
  all:
    - fact: candidate.memory_gb
      lt: 48
    - fact: candidate.kind
      not: laptop
# then: one of
#   exclude: true         out of the ranking
#   warn: true            a caution beside the machine
#   note: true            a remark
#   prefer: -5            points on the score, -20 to 20
#   require: {fact: candidate.has_cuda, is: true}
#   suggest: rent         own, rent, api or wait
then:
  warn: true
because: "{need.users} people share {candidate.memory_gb}: long conversations will not fit side by side."
severity: caution         # info, caution, serious, blocking
sources:
  - own-notes
examples:
  - name: a small machine for a team
    facts:
      need.users: 8
      candidate.memory_gb: 24
      candidate.kind: rig
    fires: true
  - name: room for everybody
    facts:
      need.users: 8
      candidate.memory_gb: 128
      candidate.kind: box
    fires: false
`;
