/** Cases of each part of the advice: none may be lost on the way. */
export const SIZES: Readonly<Record<string, number>> = {
  a: 32,
  b: 32,
  c: 16,
  d: 12,
  e: 34,
  f: 33,
  g: 18,
  h: 28,
  i: 27,
  j: 53,
  k: 57,
  l: 42,
  m: 47,
  n: 48,
  o: 50,
  p: 45,
  q: 47,
  r: 44,
  s: 45,
  t: 44,
  u: 45,
  v: 43,
  w: 45,
  x: 40,
  y: 40,
  z: 40,
  aa: 40,
  bb: 40,
  bc: 40,
  bd: 40,
  be: 40,
  bf: 40,
  bg: 40,
  bh: 40,
  bi: 44,
  bj: 44,
};

/** Where we and the source still differ, and why it stays. */
export const DISAGREEMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  a: {},
  b: {
    'MTA-01':
      'Half a point: with 7,500 to spend and the model open a Studio of 128 GB leads one of 64, which the source calls enough.',
  },
  c: {
    'ENK-04':
      'A tie, 0.1 points: a Strix Halo with 128 GB against the quieter Mac mini with 64 that the source recommends.',
    'SEV-01': 'A point: two PRO 4500 serve four agents for less than the one large card of the source.',
  },
  d: {},
  e: {},
  f: {
    'RAH-01': 'A 671B runs at 2 bits in 256 GB, which scores 25 of 100; the source counts 4 bits only.',
  },
  g: {
    'AXO-01': 'Said in 2023, when training in 4 bits needed more memory: one 4090 holds a 14B today.',
  },
  h: {
    'HNQ-01':
      'Where nothing worthwhile needs more than one node, its three siblings are idle; large cards have no price before April 2026.',
    'AGD-01': 'Two 5090 hold a 70B in 4 bits, too, faster and for less than one card of 96 GB.',
    'EXX-01':
      'One 5090 is about as fast as one PRO 6000, for a third of its price; the source asks for speed alone.',
    'LEM-01': 'A tie, 0.2 points: of two MacBooks the one with 64 GB costs far less than the one with 128.',
    'OCD-01':
      'Less than half a point: of two Macs that the buyer will not tell apart the cheaper leads, a mini with 48 GB.',
  },
  i: {
    'RTK-02':
      'Eight cards are offered in a used server only, and new was asked for; four of them hold it at two bits.',
  },
  j: {
    'SOV-02':
      'The summer knew no model for 128 GB that one 3090 does not beat: both run a 35B with 3B active, the card twice as fast.',
    'PFY-01':
      'One seller asks less for a GB10 than for most Strix Halo boxes; it reads prompts three times as fast.',
    'SHD-03':
      'Half of the 131k tokens fresh take a Strix Halo a quarter of a minute; the source counts speed for the money.',
    'FIX-01':
      'A Spark holds the adapters of a 120B for less than a card of 96 GB; the source compares with a server.',
    'CRE-01':
      'A PRO 4000 has the 24 GB of a 4090 and multiplies in 4 bits, so half of them are left; the source knows GeForces.',
    'AID-01': 'A tie, 0.2 points: 16 GB of a 4060 Ti against 12 GB of a 5070 that is twice as fast.',
    'SVD-01':
      'Four Sparks hold a 176B for eight users at 43 tok/s each, for a third of the money; the source counts on cards.',
  },
  k: {
    'ADM-02':
      'A Studio with 36 GB is a third faster than a mini with 48 for 200 dollars more; the source has more to run.',
    'BUD-01':
      'In March 2026 our price of a 5060 Ti is the median of listings, that of a 9060 XT is of July 2025.',
    'MSD-02':
      'Several models at once cannot be said: a Studio with 64 GB runs the best one for less, and leads by a fifth of a point.',
  },
  l: {
    'JBG-04':
      'Less than a point: two 3090 hold the 32B at 8 bits tightly, three hold it with room for its cache.',
    'CLU-02':
      'An M4 Max with 64 GB runs a 35B with 3B active as fast as it is read; an Ultra costs half as much again.',
  },
  m: {
    'GER-02': 'A tie, 0.4 points: a Mac mini with 48 GB is faster, an older Studio has 64.',
  },
  n: {
    'LAC-01':
      'A tie, half a point: a 7900 XT holds the 14B and its window in 20 GB; the source has 16 GB of NVIDIA.',
    'ITQ-01':
      'For the 27B that is named 32 GB do; the source would have 128 GB for others, which an open model would say.',
    'MIE-02': 'Wan 2.2 5B draws its clip in 12 GB, twice as fast as on the slower card of 16.',
    'CUR-01':
      'A tie, 0.4 points: a Studio with 96 GB runs the same model for the team for 2,750 dollars less.',
  },
  o: {
    'PEV-01': 'A used EPYC board has no price of 2025, so four 3090 cannot be added up.',
    'NRT-01': 'A PRO 4000 has the 24 GB that experts ask for; the source knows GeForces.',
    'MPI-01':
      'A Mac mini M4 Pro with 24 GB decodes the 14B half as fast again as an M4, for 350 dollars more.',
  },
  p: {
    'DSA-03': '96 GB hold the model that is named for 700 dollars less than 128, which the source asks for.',
    'BFA-03':
      'Of two boxes that run the dense 70B at 5 tok/s, 64 GB hold it for less than the 128 of the source.',
    'HLPP-01':
      'A used 4090 fits into the budget and reads prompts twice as fast as the 3090 of the source, which costs less.',
    'AIR-01': 'Under two points: a 5070 Ti answers five readers sooner than the 24 GB of a 7900 XTX.',
    'APA-01':
      'A 3080 with 10 GB draws a clip in less than half the time of a 3060 with 12 GB, for 35 dollars more.',
  },
  q: {
    'PQZB-71':
      'Two 3090 with all around them are 100 dollars over the budget that day; a used A6000 has their 48 GB.',
    'HEAD-72': 'The same, by 26 dollars.',
    'ITHM-71':
      'The Mac mini of the source had ended two days before; no other Mac holds the 32B for that money.',
    'ITHM-73':
      'Of boxes that run the dense 70B at 5 tok/s, 64 GB hold it for less than the 128 of the source.',
    'D506-71': 'An owner bought two cards of 16 GB; such a build is 275 dollars over his budget that day.',
    'KORC-73':
      'A 70B in 16 bits at 4.4 tok/s for two: enough for this source, a demonstration for the others.',
    'SQNT-71':
      'A card of 72 GB reads three sessions of 262k sooner than the Mac, which the source prefers for its memory.',
    'AGX2-71': 'A used 3090 fits into the budget; the source would start with a card of 16 GB.',
    'AGX2-72': 'A new Studio with an M4 Max and 128 GB has no price in March 2026 here.',
    'SPAR-71':
      'A Studio of 3.7 litres decodes a 32B twice as fast as the smaller Mac mini of the source, and is no louder.',
    'PQZB-72':
      'Two Arc B70 decode the 70B twice as fast as the MacBook; the source would have nothing to build.',
    'MIGR-71':
      'A tie, 0.1 points: a 5060 Ti in a used workstation against the used 3090, for a buyer who puts the price first.',
  },
  r: {
    'HAIM-82':
      'Half a point: two used 3090 hold the context with more room than one 5090, which is the faster one.',
    'TURK-81':
      'Ten thousand abstracts a month fit a laptop with 8 GB that is there already; the source counts an API.',
  },
  s: {
    'RAGF-82':
      'With a 72B twenty long prompts at once leave one card of 96 GB at 10 tok/s each; two of 72 GB give 21 for a little more.',
    'CJIS-83':
      'The model is open, and a 14B at 59 tok/s for each of six people fits the 24 GB of one card; the source counts 48.',
  },
  t: {
    't-32':
      'Under two points: with the model open a DGX Spark runs a better one for two readers; the source would have one card.',
  },
  u: {
    'u-03': 'Two used 3090 hold the 70B for less and faster than one A6000, even counted 3 dB louder.',
    'u-26':
      'A 7B in 4 bits trains in the 8 GB that are there; the source counts 16 and more, and rents them.',
    'u-31':
      'Two 3090 serve sixteen users of the mixture for a third of the money of two 5090, which are faster.',
    'u-32':
      'Four Sparks hold the model in 4 bits with room; two cards hold it tightly, or at three bits, and are faster.',
    'u-33':
      'SDXL Turbo draws in under half a second on every card with 16 GB: no one card is felt to be faster.',
    'u-38':
      'A 31B in 16 bits at 3.4 tok/s: enough for this source, which speculates; a demonstration for the others.',
  },
  v: {
    'v-07':
      'A used 3090 instead of the 5070 Ti beats both of 16 GB, as its source wants to avoid: 40 tok/s from one card against 30 from two that differ.',
  },
  w: {
    'w-02':
      'A processor says nothing of the memory around it, so what it does at night is unknown; the source knows its PC.',
  },
  x: {
    'x-16':
      'The owner finds a 70B in 64 GB too slow and too weak and goes to an API; asked for that very model, the Mac at hand runs it.',
    'x-29':
      'The Mac at hand takes days for ten million tokens; the source trains small sets on it overnight.',
    'x-37':
      'Used Ultras with 128 GB have no price but rough ones of tables without a listing, on which nobody is sent to buy.',
  },
  y: {
    'y-31':
      'The Mac at hand takes most of a day for a clip of full length and steps; the source makes short ones overnight.',
    'y-26':
      'A developer board with 64 GB holds full training of a 7B by 8-bit states and takes 6.5 hours; the source would hire a card.',
  },
  z: {
    'z-01':
      'Trainers of the day put the experts of the mixture into 4 bits, and it takes 15 GiB; the source counts them in 16 and hires.',
    'z-02': 'A 14B in 4 bits takes 12 of 16 GB and trains overnight; the source calls that tight and hires.',
    'z-03':
      'The Mac at hand is told first, since it trains at all; the source keeps it for a pilot and hires for the run.',
    'z-09':
      'Measured without recomputed activations, a 7B overflows 12 GB at 4,096 tokens a sample; with them it takes eight.',
    'z-17':
      'The card at hand is told first, since it makes clips at all; the source buys the few that it needs.',
  },
  aa: {
    'aa-01':
      'Counted are adapters beside the experts, which the Mac at hand holds, and the answer warns of it; the source trains all experts.',
    'aa-24':
      'A MacBook of that chip with 64 GB has no price before July 2026; those with more cost too much.',
    'aa-33':
      'The card at hand answers some 30 requests a minute side by side; the source sent them one by one.',
    'aa-34':
      'Spread over a month, as the request has it, a day of it takes the laptop less than an hour; the source wants all of it at once.',
    'aa-37':
      'Who wants it turnkey gets a small box that comes as a whole, not a card to be put into a PC; the source compares two cards.',
  },
  bb: {
    'bb-25':
      'SDXL takes 9 GiB, and a used 3080 with 10 GB draws it in half the time of a 3060; the source wants 12 GB for clips and text, too.',
    'bb-34':
      'The card at hand does a day of it in minutes and costs its power alone; the source wants no server of its own to care for.',
    'bb-39':
      'A tie, 0.6 points: a Radeon with 32 GB before the GeForce with 16, a PC like the one of the source, which builds on CUDA.',
  },
  bc: {
    'bc-04':
      'Spread over a year, as the request has it, a day of it takes the Mac at hand some four hours; the source wants all of it at once.',
    'bc-06':
      'The card at hand is told first, since it makes clips at all; the source finds that too slow and hires.',
    'bc-08':
      'Three points: a new Radeon with 32 GB runs a 26B faster than the Mac mini of the source, which wants a box that just runs.',
    'bc-12':
      'The card at hand draws within a minute and a half and is told first; the source calls that a toy and hires.',
    'bc-22':
      'The card at hand serves sixteen side by side and does three times as much in a day; the source goes by what Ollama did.',
    'bc-25':
      'The Radeon at hand trains it in a night by our reckoning; the source would not have the trouble without CUDA and hires.',
    'bc-36':
      'With experts in main memory an agent waits most of a minute for each new context; the source streams even more of it and is content.',
  },
  bd: {
    'bd-09':
      'A tie, 0.4 points: for 400 dollars less the mini with 24 GB runs the same model at night; the source takes the one with 64.',
    'bd-12':
      'One card of 48 GB holds a 70B and reads a document seven times sooner than a Studio; the source knows 32 GB on a card only.',
  },
  be: {
    'be-11':
      'A used 3080 with 10 GB does twice as much of an 8B in 4 bits as a 3060, for 117 dollars more; the source wants 12 GB.',
    'be-18':
      'Of all that is new, quiet and frugal a small box with a Strix Halo comes first; the source compares cards to put into a PC.',
  },
  bf: {
    'bf-02':
      'The RTX 4090 at hand does twice that volume in a day by our reckoning, which assumes 4,000 tokens a document; the source has an H100 for it.',
    'bf-14':
      'A hosted model is told before a hired card; the source hires one to learn vLLM on it, which cannot be said.',
    'bf-20':
      'A tie, 0.3 points: a mini with 32 GB costs half of one with 64; that with 48, which the source bought, has no price in 2025.',
    'bf-32':
      'Less than a point: 24 GB hold the picture model for 200 dollars less; the source takes 32 against failures.',
  },
  bg: {
    'bg-01':
      'A dense 27B writes some 7 tokens a second on the box of the source, which counts a drafting model; cards for less do 20 without.',
    'bg-12':
      'Half a point: the best open model fits one new card of 32 GB, beside which the second and third of the source count as idle.',
    'bg-26':
      'Two points: a 5090 does the chat and the pictures in turns for a third of the budget; the source wants both in memory at once.',
    'bg-37':
      'Two cards write 43 tokens a second of a dense 27B, the turnkey box of the source 12, since drafting is not counted.',
  },
  bh: {
    'bh-16':
      'Any Mac needs many minutes for a clip, as far as is known; one of 24 GB holds the model squeezed, where the source wants 32.',
    'bh-27':
      'A Studio of 64 GB has no price in March 2025, and one of 36 holds the 32B; the source wants room beyond it.',
    'bh-29':
      'A point: one RTX 5090 serves six side by side in 16k each for half of two; that of the source queued them by its settings.',
    'bh-30':
      'A card of 32 GB does three times as much at twice the watts; the source, too, measured less per watt on the small box and takes it.',
    'bh-35':
      'By our reckoning two 3090 write 33 tokens a second; the 85 of the source need an engine of its own that guesses ahead.',
  },
  bi: {
    'bi-13':
      'For 400 dollars more the Ultra with 96 GB writes a dense 70B 1.7 times as fast; the source spares the Ultra.',
  },
  bj: {
    'bj-03':
      'Four points: a gaming laptop decodes the mixture half as fast again; on its battery, as the source works, cannot be said.',
    'bj-09':
      'A PRO 4000 has no price between the spring of 2026 and October, a new 4090 is over the budget; two cards of 16 share the work.',
    'bj-11':
      'Two points: with its context the model fills the card of the source, three times as fast; a small box for less has half free.',
    'bj-19':
      'A tie: of two boxes that run the dense 70B at 5 tok/s, 64 GB hold it for less than the 128 of the source.',
    'bj-31':
      'A Radeon with 16 GB fits into the budget by its price of a year before; the source takes 12 GB with CUDA for less.',
    'bj-40':
      'One card of 96 GB serves the eight at four bits; its maker counts two for the model, and a third for embedding and ranking.',
    'bj-43':
      'Two used 3090 with a board, processor and DDR5 for both are over the budget; that month the cards alone were not.',
  },
};
