/** Processor milliseconds of a piece of work, so that what else the machine does is not measured. */
export function processorMs(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3;
}
