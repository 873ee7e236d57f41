import { SPEED_ERRORS } from './speed-errors.ts';

export const text = `Method

  advise estimate --on dgx-spark -m gpt-oss-120b --depth 32k
      one cell: its memory, its speeds, and where the time goes
  advise explain dgx-spark -w chat -b 8000
      what each criterion measured, what it weighed, which rules fired

  Fit      exact bytes: weights from the published file or the mixture of tensor
           types, KV cache by kind of layer, the engine's buffers; against what
           the GPU can really use on that system and operating system.
  Decode   bytes that a step must read / (bandwidth x efficiency) + fixed time
           per layer and token; attention, shared and routed experts and KV
           cache apart; not above the compute bound.
  Prefill  FLOP / (throughput x utilisation) + attention's quadratic part, not
           faster than the weights can be streamed.
  TTFT     the part of the prompt no cache holds / prefill + one decode step.
  Users    several equal cards are tried split over one model and as copies side
           by side that share the users; the better way is told. One cell of
           advise estimate is one model.
           A context is that of one of them, while each other holds a prompt
           and its answer; advise estimate has all at the depth that is asked.
  Jobs     training and pictures: FLOP / (throughput x utilisation), the weights
           read from memory once a pass, and a fixed time per layer or step.
  Fitted   efficiencies, from thousands of published measurements, pooled from
           all machines to vendor, family and device; a stored measurement of
           the very same cell wins where it is plausible, and a lone one far
           from the fit only corrects it. Your own (--data) hold for your
           machine at every depth. Intervals are 80 % and come from
           measurements that were held out.
  Errors   on sources that the fit had not seen, median of
           ${SPEED_ERRORS.join('\n           ')}.
           Most of it is between testers of one and the same machine.
  Price    the newest trustworthy observation of the best kind for your
           condition; its date and kind are shown, and an old one is starred.
           Who owns a card has the plainest tower around it: a rig costs what is
           added to that, a larger supply, board or case where it takes one. Its
           memory is that of the tower, or as said: --own "rtx-3090 + 64GB".
  Owning   what is lost on resale, and electricity. Nothing is sold again for a
           share of more than it was first listed at. An API breaks even at the
           tokens a day for which both cost the same, their power counted.
  Score    criteria on curves fixed by two points each, weighed by workload and
           priority so that a very weak one costs more than a very strong one
           brings, then moved within limits by rules; the larger the budget,
           the less a dollar counts, and with the model left open the more
           memory that today's choice does not fill.
  Sure     prices and speeds are drawn from their intervals (seeded); how often
           a system comes first, where the budget pays for it, is printed.

  How far off they are on any file of measurements:

    advise evaluate speeds FILE.csv
`;
