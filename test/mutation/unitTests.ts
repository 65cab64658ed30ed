import { globSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

// Jest loads the sources anew for each test file, which for a thousand mutants takes longer than all tests do; so this one stands for all.
// Those of random input are left out: the figure would depend on what they happen to find.
const files = globSync(['test/{task,protocols}/*.test.ts', 'test/operations/check*.test.ts'], { cwd: root, exclude: ['**/property.test.ts'] });
for (const file of files.sort()) require(join(root, file));
