import { writeFileSync } from 'node:fs';
import { ACCURACY_FILE } from './accuracy-table.ts';
import { speedAccuracy } from './speed-accuracy.ts';
import { ERRORS_FILE, speedErrors } from './speed-errors.ts';

// Cross-validates the speed model and writes test/accuracy/text.json: `npm run accuracy`. Takes a few minutes. Training and
// pictures are cross-validated by their calibration, which prints its summary and which the tests pin.
const report = speedAccuracy(process.argv[2] ?? 'data', (line) => process.stderr.write(`${line}\n`));
writeFileSync(ACCURACY_FILE, `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(ERRORS_FILE, speedErrors(report));
for (const phase of ['decode', 'prefill'] as const) {
  const others = report.by_others[phase];
  process.stdout.write(
    `${phase} told by the other testers of the very cell, one request on one device: ${others.n} readings, ` +
      `median error ${percent(others.mdape ?? 0)}, 90 % within ${percent(others.p90_ape ?? 0)}\n`,
  );
  for (const [group, m] of Object.entries(report.tester_known[phase]))
    process.stdout.write(
      `${phase} unseen source, tester's own offset known, ${group}: ${m.n} rows, median error ${percent(m.mdape)}, ` +
        `90 % within ${percent(m.p90_ape)}\n`,
    );
  for (const [scheme, groups] of Object.entries(report.left_out[phase]))
    for (const [group, m] of Object.entries(groups))
      process.stdout.write(
        `${phase} ${scheme} ${group}: ${m.n} rows, median error ${percent(m.mdape)}, 90 % within ${percent(m.p90_ape)}, ` +
          `bias ${percent(m.bias)}, intervals hold ${percent(m.coverage80 ?? 0)}\n`,
      );
}

/** One decimal more than for readers: this is read to see whether a change of the model helped. */
function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
