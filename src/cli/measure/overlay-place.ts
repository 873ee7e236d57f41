/** Where an overlay goes: a .csv is taken as it is, anything else is a data folder, as --data takes it. */
export function overlayPlace(
  output: string,
  machine: string,
): { readonly folder: string; readonly path: string } {
  const asFile = /\.csv$/i.test(output);
  const folder = asFile
    ? output.replace(/[/\\]?[^/\\]*$/, '')
    : `${output.replace(/[/\\]+$/, '')}/measurements`;
  return { folder, path: asFile ? output : `${folder}/own-${machine}.csv` };
}

/** What --data takes to find it: the folder above `measurements`, where it lies in one. */
export const dataFolder = (folder: string): string =>
  /(?:^|[/\\])measurements$/.test(folder)
    ? folder.replace(/[/\\]?measurements$/, '') || '.'
    : 'a folder that has it in measurements/';
