// What the circuit calls once it has drawn another page. The state is focus.js's, which is loaded once under this name.

export { arrive } from './focus.js';
