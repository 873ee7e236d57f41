/** Files that somebody hostile, careless or unlucky may put into a data folder: path → content. */
export const HOSTILE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'an alias bomb': {
    'devices/bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`,
  },
  'an alias to itself': { 'devices/loop.yaml': 'a: &a\n  b: *a\n' },
  'a merge key': { 'devices/merge.yaml': 'a: &a {name: x}\n<<: *a\n' },
  'deep brackets': { 'devices/deep.yaml': `name: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n` },
  'deep braces': { 'devices/deep.yaml': `name: ${'{a: '.repeat(5000)}1${'}'.repeat(5000)}\n` },
  'deep indentation': {
    'devices/deep.yaml': Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  },
  'deep lists': { 'devices/deep.yaml': `${'- '.repeat(5000)}x\n` },
  'deep brackets over lines': { 'devices/deep.yaml': `name: ${'[\n'.repeat(3000)}\n` },
  'a prototype as key': {
    'devices/proto.yaml': '__proto__:\n  vendor: nvidia\nconstructor: {prototype: {x: 1}}\n',
  },
  'a prototype as id': { 'devices/__proto__.yaml': 'name: x\n', 'systems/constructor.yaml': 'name: x\n' },
  'a prototype as source': {
    'sources/s.yaml': '__proto__:\n  title: x\n  date: 2026-01-01\n  kind: retailer\n',
  },
  'a prototype in CSV': {
    'prices/p.csv':
      '__proto__,config,kind,amount,currency,region,observed,trust,source,note\nx,,street,1,USD,US,2026-01-01,ok,s,\n',
  },
  'duplicate keys': { 'devices/twice.yaml': 'name: a\nname: b\n' },
  'duplicate columns': {
    'prices/p.csv':
      'item,item,kind,amount,currency,region,observed,trust,source,note\nx,y,street,1,USD,US,2026-01-01,ok,s,\n',
  },
  'numbers beyond all numbers': {
    'devices/huge.yaml':
      'name: x\nvendor: nvidia\nkind: gpu\nfamily: f\nmemory: {kind: vram, capacity_gb: 1e309, bandwidth_gb_s: -1e309}\npower: {limit_w: .nan}\n',
  },
  'minus zero': {
    'devices/zero.yaml': 'name: x\nmemory: {kind: vram, capacity_gb: -0, bandwidth_gb_s: -0.0}\n',
  },
  'integers beyond precision': {
    'systems/big.yaml':
      'name: x\nmemory_gb: 99999999999999999999999999999999\nreleased: 99999999999999999999\n',
  },
  'octal, hex, underscores': {
    'devices/odd.yaml': 'memory: {capacity_gb: 0x10, bandwidth_gb_s: 1_000}\npower: {idle_w: 0o17}\n',
  },
  'an amount that is not a number': {
    'prices/p.csv':
      'item,config,kind,amount,currency,region,observed,trust,source,note\ndgx-spark,,street,NaN,USD,US,2026-01-01,ok,s,\ndgx-spark,,street,1e309,USD,US,2026-01-01,ok,s,\ndgx-spark,,street,-0,USD,US,2026-01-01,ok,s,\ndgx-spark,,street,0x10,USD,US,2026-01-01,ok,s,\n',
  },
  'terminal escapes in a value': {
    'devices/esc.yaml': 'name: "\\e[2J\\e]0;owned\\a red"\nvendor: "\\x9b31m"\n',
  },
  'terminal escapes in a key': { 'devices/esc.yaml': '"\\e[31mname": x\n' },
  'raw escapes': { 'devices/esc.yaml': 'name: \u001b[31mred\u001b[0m\n' },
  'escapes in a file name': { 'devices/\u001b[31mred.yaml': 'name: x\n' },
  'escapes in CSV': {
    'prices/p.csv':
      'item,config,kind,amount,currency,region,observed,trust,source,note\n\u001b[31mx,,street,1,USD,US,2026-01-01,ok,\u009b31m,\u0007\n',
  },
  'escapes in a header': { 'prices/p.csv': 'item,\u001b[2Jconfig\nx,y\n' },
  'marks in a key': { 'systems/shop-box.yaml': '\u202e\u0000\u0000me: Box\n"a\\x9b\\u202eb": 1\n' },
  'right-to-left marks': { 'devices/rtl.yaml': 'name: "abc\u202edcba\u2066"\nvendor: \u202eaidivn\n' },
  'line separators': { 'devices/sep.yaml': 'name: a\u2028b\u2029c\u0085d\nvendor: x\n' },
  'a byte order mark': { 'devices/bom.yaml': '\ufeffname: x\n', 'prices/p.csv': '\ufeffitem,amount\nx,1\n' },
  'two byte order marks': { 'devices/bom.yaml': '\ufeff\ufeffname: x\n' },
  'Windows lines': {
    'devices/crlf.yaml': 'name: x\r\nvendor: y\r\n',
    'prices/p.csv': 'item,amount\r\nx,1\r\n',
  },
  'old Mac lines': { 'devices/cr.yaml': 'name: x\rvendor: y\r', 'prices/p.csv': 'item,amount\rx,1\r' },
  'nothing at all': { 'devices/empty.yaml': '', 'prices/empty.csv': '', 'rules/empty.yaml': '\n\n' },
  'only a comment': { 'devices/c.yaml': '# nothing\n', 'sources/c.yaml': '# nothing\n' },
  'only null': { 'devices/null.yaml': '~\n', 'sources/null.yaml': 'null\n', 'rules/null.yaml': '---\n' },
  'a list instead of a map': {
    'devices/list.yaml': '- a\n- b\n',
    'scoring.yaml': '- x\n',
    'quants.yaml': '[]\n',
  },
  'a word instead of a map': {
    'devices/word.yaml': 'hello\n',
    'engines.yaml': 'hello\n',
    'sources/w.yaml': '42\n',
  },
  'several documents': { 'devices/two.yaml': 'name: a\n---\nname: b\n' },
  tags: {
    'devices/tag.yaml':
      'name: !!binary aGVsbG8=\nvendor: !!js/function "x"\nkind: !<tag:yaml.org,2002:set> {a}\n',
  },
  tabs: { 'devices/tab.yaml': 'name: x\n\tvendor: y\n' },
  'zero bytes': { 'devices/nul.yaml': 'name: a\u0000b\n', 'prices/p.csv': 'item\u0000,amount\nx,\u00001\n' },
  'broken UTF-16': { 'devices/bad.yaml': 'name: \ud800\n' },
  'a very long line': {
    'devices/long.yaml': `name: ${'x'.repeat(1_000_000)}\n`,
    'prices/p.csv': `item\n${'x'.repeat(200_000)}\n`,
  },
  'very many keys': { 'devices/many.yaml': Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n') },
  'very many keys, twice': {
    'devices/many.yaml': Array.from({ length: 40_000 }, (_, i) => `k${i % 20_000}: 1`).join('\n'),
  },
  'very many rows': {
    'prices/p.csv': `item,config,kind,amount,currency,region,observed,trust,source,note\n${'dgx-spark,,street,x,USD,US,2026-13-45,ok,s,\n'.repeat(150_000)}`,
  },
  'an open quote': { 'prices/p.csv': 'item,amount\n"x,1\ny,2\n', 'devices/q.yaml': 'name: "x\n' },
  'quotes within quotes': { 'prices/p.csv': 'item,amount\n"x""y"z,1\n' },
  'rows of other lengths': { 'prices/p.csv': 'item,amount\nx\nx,1,2,3\n' },
  'a regular expression of the hard kind': {
    'misnomers.yaml': `"${'a'.repeat(30)}!": {meant: [x], note: y}\n`,
  },
  'rules that never end': {
    'rules/r.yaml': `title: x\nwhen:\n${'  all:\n  - '.repeat(3)}fact: candidate.kind\nthen: {exclude: yes}\n`,
  },
  'a system made of itself': {
    'systems/self.yaml':
      'name: Self\nkind: cluster\nreleased: 2026-01\ndevices: [{device: gb10, count: 1}]\nmemory_gb: 128\nos: [linux]\nform: {class: tower}\nsetup: turnkey\nupgrade: none\nparts: [{item: self, count: 2}]\nsources: {default: [s]}\n',
    'sources/s.yaml': 's:\n  title: x\n  date: 2026-01-01\n  kind: retailer\n',
  },
  'systems made of each other': {
    'systems/a.yaml':
      'name: A\nkind: cluster\nreleased: 2026-01\ndevices: [{device: gb10, count: 1}]\nmemory_gb: 128\nos: [linux]\nform: {class: tower}\nsetup: turnkey\nupgrade: none\nparts: [{item: b, count: 2}]\nsources: {default: [s]}\n',
    'systems/b.yaml':
      'name: B\nkind: cluster\nreleased: 2026-01\ndevices: [{device: gb10, count: 1}]\nmemory_gb: 128\nos: [linux]\nform: {class: tower}\nsetup: turnkey\nupgrade: none\nparts: [{item: a, count: 2}]\nsources: {default: [s]}\n',
    'sources/s.yaml': 's:\n  title: x\n  date: 2026-01-01\n  kind: retailer\n',
  },
  'a succession in a circle': {
    'systems/dgx-spark.yaml': 'succeeds: [dgx-spark]\n',
  },
  'hundreds of devices in a system': {
    'systems/dgx-spark.yaml': 'devices: [{device: gb10, count: 1000000000}]\n',
  },
  'memory of no size': { 'systems/dgx-spark.yaml': 'memory_gb: 1.0e-300\n' },
  'a name of spaces': { 'systems/dgx-spark.yaml': 'name: "   "\n' },
  'a name with escapes on a good system': {
    'systems/dgx-spark.yaml': 'name: "Spark \\e[31m\\x9b2J\\u202e end"\n',
  },
  'a note with escapes': { 'systems/dgx-spark.yaml': 'notes: ["\\e]8;;http://x\\a click \\x9b31m"]\n' },
};
