// Calls of the npm package dynamics-web-api, made to a running sandbox: `node run.mjs http://127.0.0.1:8080`.
// Prints each check; the exit code is 1 if one fails.

import { suites } from "./dynamics-web-api/index.mjs";

const server = process.argv[2];
if (!server) {
  console.error("usage: node run.mjs http://127.0.0.1:PORT");
  process.exit(2);
}

// The checks count records, so they begin with none but the demo's.
const reset = await fetch(`${server}/sandbox/reset`, { method: "POST" });
if (!reset.ok) {
  console.error(`${server} can't be reset: ${reset.status}`);
  process.exit(2);
}

let failed = 0;
let passed = 0;
for (const [suite, checks] of Object.entries(suites(server))) {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      passed += 1;
      console.log(`ok      ${suite}: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${suite}: ${name}\n        ${String(error.message ?? error).replaceAll("\n", "\n        ")}`);
    }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
