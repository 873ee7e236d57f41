// Loaded before the program (`node --import`): says on a file what it loads, and refuses the network, other programs and
// every write to a file that SPY_MAY_WRITE does not name.
import childProcess from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import { register, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

const { SPY_LOG: log, SPY_MAY_WRITE: allowed = '' } = process.env;
const write = fs.writeSync;
const open = fs.openSync;
const file = open(log, 'a');
const say = (line) => write(file, `${line}\n`);

const refuse = (what) => () => {
  say(`refused ${what}`);
  throw new Error(`${what} is forbidden here`);
};
for (const [module, names] of [
  [net, ['connect', 'createConnection', 'createServer']],
  [net.Socket.prototype, ['connect']],
  [tls, ['connect']],
  [dns, ['lookup', 'resolve', 'resolve4', 'resolve6']],
  [childProcess, ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']],
  [fs, ['mkdirSync', 'rmSync', 'unlinkSync', 'renameSync', 'appendFileSync', 'symlinkSync', 'copyFileSync']],
])
  for (const name of names) module[name] = refuse(name);
globalThis.fetch = refuse('fetch');

const mayWrite = (path) => allowed !== '' && String(path) === allowed;
const writeFile = fs.writeFileSync;
fs.writeFileSync = (path, ...rest) =>
  mayWrite(path) ? writeFile(path, ...rest) : refuse(`writing ${path}`)();
fs.openSync = (path, flags = 'r', ...rest) =>
  flags === 'r' ? open(path, flags, ...rest) : refuse(`opening ${path} to write`)();
fs.createWriteStream = refuse('createWriteStream');
fs.writeFile = refuse('writeFile');
fs.promises.writeFile = refuse('promises.writeFile');
syncBuiltinESMExports();

const hook = `
import { appendFileSync } from 'node:fs';
export async function resolve(name, context, next) {
  const found = await next(name, context);
  appendFileSync(${JSON.stringify(log)}, 'loaded ' + found.url + '\\n');
  return found;
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
