#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`advise needs Node 20.19 or newer; this is ${process.version}.\n`);
  process.exitCode = 2;
} else {
  try {
    const { run } = await import('../dist/cli.js');
    await run(process.argv.slice(2));
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write('advise is not built yet: run "npm run build" in its folder.\n');
    process.exitCode = 2;
  }
}
