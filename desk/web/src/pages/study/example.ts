// One day across companies of the sample tape: that on which the memo of the sample
// story became known. Its source is the tape, tape/sample/SOURCES.md. All on one day is
// what makes tests that allow for common shocks worth a look.

import type { Form } from './design';

const day = '2025-11-14';
const lines = ['XNYS:BABA', 'XNAS:JD', 'XNAS:PDD', 'XNAS:BIDU', 'XNAS:NTES', 'XNAS:BILI', 'XNYS:NIO', 'OTCM:TCEHY'];

export const exampleEvents = ['id,security,date', ...lines.map((l) => `${l.split(':')[1]},${l},${day}`), ''].join('\n');

export const exampleOrigin = 'eight companies of the sample tape on one day, 14 November 2025: when the memo of the sample story became known';

/** Some of these lines begin in May 2025, so the estimation window is short. */
export const exampleDesign: Partial<Form> = { market: 'SPY', estimationFrom: '-100', estimationTo: '-11', eventFrom: '-5', eventTo: '5', windows: '0, -1..1, 0..1, -5..5' };
