export const text = `Words

  advise -w chat -b 4000
      an answer that uses all of these
  advise show ud-q3_k_xl
      one weight format: its bits, who reads it, what it loses

Speed
  decode       tokens an answer grows by in a second, one after the other
  prefill      tokens of a prompt read in a second, many at once
  first token  the wait until the answer begins: what of the prompt no cache
               holds is read, then one step (TTFT)
  depth        tokens already in the cache; the more, the slower

Memory
  weights      the model itself; the letters after its name are their format:
               Q4_K_M, IQ3_XXS, FP8, AWQ INT4. Fewer bits are smaller and
               faster, and below four the model gets worse
  KV cache     what the machine remembers of the text so far
  comfortable  all of it fits the memory that computes, a GiB of each device
               stays free, and weights take three quarters at most
  tight        it fits, but without that margin
  offload      a part waits in the PC's own memory: it runs, more slowly
  A3B, A10B    of a mixture of experts, the billions of parameters that one
               token uses; it needs memory for all, and time for these

Trust
  measured     somebody measured this model on this machine
  calibrated   other models were measured on this machine with that engine
  modelled     worked out from machines of its kind, or arithmetic alone
  34 (28-41)   eight of ten measurements lie between the two
  *            beside a price: old, check it
  [source]     who said so: advise show ID
  score        0 to 100, the criteria weighed for this work and moved by rules
`;
