export const text = `Method
  Fit     exact bytes: weights from the published file or the tensor mixture, KV cache per layer kind,
          the engine's compute buffers; against what the GPU can really use on that system and OS.
  Decode  bytes a step must read / (bandwidth x efficiency) + fixed time per layer and token; experts, shared
          experts, attention and KV cache apart; not above the compute bound.
  Prefill FLOP / (throughput x utilisation) + attention's quadratic part, bounded by streaming the weights.
  TTFT    the prompt's uncached tokens / prefill speed + one decode step.
  Efficiencies are fitted from thousands of measurements, pooled from all machines to vendor, family and device;
  a stored measurement of the very same cell wins. Intervals are 80 % and come from held-out residuals.
  Price   the newest trustworthy observation of the best kind for your condition; its date, kind and age are shown.
  Score   criteria on curves fixed by two points each, weighed per workload and priority, moved by rules.
  Sure    prices and speeds are drawn from their intervals (seeded); the share of draws a system wins is printed.
`;
