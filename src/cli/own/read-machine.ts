import type { Systeminformation } from 'systeminformation';
import type { Readings } from '../../imports/own/readings.ts';
import { AdviseError } from '../../schema/errors.ts';
import { gibFromBytes, gibFromMib, msFromSeconds } from '../../units/units.ts';

/** Drivers that hang must not hang the program. */
const PATIENCE_SECONDS = 30;

/** Asks firmware and drivers for names, through the systeminformation library. Nothing is sent, nothing is stored. */
export async function readMachine(): Promise<Readings> {
  const { default: si } = await import('systeminformation');
  const all = Promise.all([
    si.graphics(),
    si.cpu(),
    si.mem(),
    si.memLayout(),
    si.system(),
    si.osInfo(),
    si.chassis(),
  ]);
  const [graphics, cpu, memory, modules, system, os, chassis] = await Promise.race([all, tooLong()]);
  return {
    os: OS[os.platform.toLowerCase()] ?? null,
    cpu: joined(cpu.manufacturer, cpu.brand),
    memory_gib: installed(memory, modules),
    product:
      system.virtual || PLACEHOLDER.test(system.model) ? '' : joined(system.manufacturer, system.model),
    laptop: PORTABLE.test(chassis.type) || /macbook/i.test(system.model),
    cards: graphics.controllers.map((card) => ({
      name: card.name || card.model || '',
      vram_gib: vramOf(card),
      cores: Number(card.cores) > 0 ? Number(card.cores) : null,
    })),
  };
}

const OS: Readonly<Record<string, Readings['os']>> = {
  linux: 'linux',
  darwin: 'macos',
  win32: 'windows',
  windows: 'windows',
};
const PORTABLE = /laptop|notebook|portable|convertible|detachable|tablet|sub notebook/i;
/** What boards say when nobody filled in the name. */
const PLACEHOLDER = /^(?:-|to be filled|system product name|default string|not applicable|o\.e\.m)/i;

const joined = (maker: string, name: string): string =>
  name.toLowerCase().startsWith(maker.toLowerCase()) ? name : `${maker} ${name}`;

/** Modules tell what is installed; the system counts what firmware and graphics left of it. */
function installed(
  memory: Systeminformation.MemData,
  modules: readonly Systeminformation.MemLayoutData[],
): number | null {
  const sum = modules.reduce((n, m) => n + (m.size > 0 ? m.size : 0), 0);
  const bytes = Math.max(sum, memory.total);
  return bytes > 0 ? gibFromBytes(bytes) : null;
}

function vramOf(card: Systeminformation.GraphicsControllerData): number | null {
  const mib = card.memoryTotal ?? card.vram;
  return mib && mib > 0 ? gibFromMib(mib) : null;
}

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () =>
        reject(
          new AdviseError(
            'timeout',
            `the system did not say within ${PATIENCE_SECONDS} seconds what it is made of`,
            'Name the machine yourself: advise --workload chat --own rtx-3090.',
          ),
        ),
      msFromSeconds(PATIENCE_SECONDS),
    ).unref();
  });
}
