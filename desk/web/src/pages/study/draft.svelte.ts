// What is being prepared. It outlives the page, so that a look at the wire or at
// a result does not cost what was typed.

import type { Form } from './design';

class Draft {
  csv = $state('');
  /** where the events come from, in words */
  origin = $state('');
  form = $state<Form>();
}

export const draft = new Draft();
