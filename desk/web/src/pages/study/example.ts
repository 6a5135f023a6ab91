// Days on which companies of the sample tape told their quarterly results: public
// facts. Nvidia's came after the close, so each has a moment and not a day.

import type { Form } from './design';

export const exampleEvents = `id,security,date,at,group
BABA Q1,XNYS:BABA,2025-05-15,,spring
BILI Q1,XNAS:BILI,2025-05-20,,spring
PDD Q1,XNAS:PDD,2025-05-27,,spring
NVDA Q1,XNAS:NVDA,,2025-05-28T16:20:00-04:00,spring
TCEHY Q2,OTCM:TCEHY,2025-08-13,,summer
JD Q2,XNAS:JD,2025-08-14,,summer
NTES Q2,XNAS:NTES,2025-08-14,,summer
BIDU Q2,XNAS:BIDU,2025-08-20,,summer
BILI Q2,XNAS:BILI,2025-08-21,,summer
PDD Q2,XNAS:PDD,2025-08-25,,summer
NVDA Q2,XNAS:NVDA,,2025-08-27T16:20:00-04:00,summer
BABA Q2,XNYS:BABA,2025-08-29,,summer
BILI Q3,XNAS:BILI,2025-11-13,,autumn
JD Q3,XNAS:JD,2025-11-13,,autumn
TCEHY Q3,OTCM:TCEHY,2025-11-13,,autumn
BIDU Q3,XNAS:BIDU,2025-11-18,,autumn
PDD Q3,XNAS:PDD,2025-11-18,,autumn
NVDA Q3,XNAS:NVDA,,2025-11-19T16:20:00-05:00,autumn
NTES Q3,XNAS:NTES,2025-11-20,,autumn
BABA Q3,XNYS:BABA,2025-11-25,,autumn
`;

/** Some of these lines begin in May 2025, so the windows are short. */
export const exampleDesign: Partial<Form> = { market: 'SPY', estimationFrom: '-50', estimationTo: '-6', eventFrom: '-3', eventTo: '3', windows: '0, -1..1, 0..3, -3..3' };
