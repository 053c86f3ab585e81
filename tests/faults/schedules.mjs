// Many schedules of tests/js/real, some side by side, on one server, whose address and organiser's token are given:
//   node schedules.mjs '{"origin": …, "token": …, "hurry": 4, "first": seed, "count": 400, "atOnce": 12}'
// The figures go to standard output as JSON, what failed to standard error.
import { play } from "../js/real/schedule.mjs";

const { first, count, atOnce, ...server } = JSON.parse(process.argv[2]);
const figures = { schedules: 0, letters: 0, late: 0, failed: 0 };
let next = first;

async function playOn() {
  while (next < first + count) {
    const seed = next++;
    try {
      const told = await play(seed, server);
      for (const [name, figure] of Object.entries(told)) figures[name] += figure;
    } catch (error) {
      figures.failed += 1;
      console.error(`seed ${seed}: ${error.stack}`);
    }
    figures.schedules += 1;
  }
}

await Promise.all(Array.from({ length: atOnce }, playOn));
console.log(JSON.stringify(figures));
process.exit(figures.failed ? 1 : 0);
