/** The digest and date change with any line of data, the version with any release; none says anything about the answer. */
export const undated = (text: string): string =>
  text
    .replace(/\([0-9a-f]{12}\); advise [0-9.]+/, '(digest); advise VERSION')
    .replace(/catalogue of \d{4}-\d\d-\d\d/, 'catalogue of DATE');
