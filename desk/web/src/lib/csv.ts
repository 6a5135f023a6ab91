// Tables as text: what people paste from spreadsheets, and what they take away.

const marks = [',', ';', '\t'];

/** separatorOf guesses from the first line; a comma when there is none. */
function separatorOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  let best = ',';
  let most = 0;
  for (const m of marks) {
    const n = line.split(m).length - 1;
    if (n > most) [best, most] = [m, n];
  }
  return best;
}

/** readTable reads rows of cells with "quotes" as RFC 4180 has them; empty lines are left out. */
export function readTable(text: string, separator = separatorOf(text)): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some((c) => c)) rows.push(row);
    row = [];
  };
  const s = text.startsWith('\ufeff') ? text.slice(1) : text;
  for (let i = 0; i < s.length; i++) {
    const c = s[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (s[i + 1] === '"') cell += s[++i];
      else quoted = false;
    } else if (c === '"' && !cell.trim()) {
      quoted = true;
      cell = '';
    } else if (c === separator) endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  endRow();
  return rows;
}

// A cell that a spreadsheet would run as a formula begins with an apostrophe,
// docs/claims-json.md.
const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** writeTable writes rows for a spreadsheet; no cell is run as a formula. */
export function writeTable(rows: (string | number | undefined)[][]): string {
  return rows.map((r) => r.map((c) => (typeof c === 'number' ? String(c) : quote(safe(c ?? '')))).join(',') + '\r\n').join('');
}
