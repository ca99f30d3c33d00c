/**
 * Runs beside the runner, by `node -e`, in a session of its own: text instead of a module, so that it loads nothing.
 * Its arguments are the runs' folder and the runner's `ownerId`; its input is a line for each word of the runner:
 * the milliseconds that it may stay silent, -1 for as long as it likes, or `stop`.
 *
 * Members are what the runner recorded and what is below, beside or marked as that. They are looked for again and
 * again, since new ones may be started by those that are just being ended.
 */
export const keeperProgram = `
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const [runsDir, owner] = process.argv.slice(1);
const runner = process.ppid;
const groupPlace = "/overmind-" + runner + "-";
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => {});
const now = () => Number(process.hrtime.bigint() / 1000000n);
const read = (path) => { try { return readFileSync(path, "latin1"); } catch { return ""; } };
const list = (path) => { try { return readdirSync(path); } catch { return []; } };
const send = (pid, signal) => { try { process.kill(pid, signal); } catch {} };
const fieldsOf = (pid) => read("/proc/" + pid + "/stat").split(") ").at(-1).split(" ");
const entriesOf = (pid) => read("/proc/" + pid + "/environ").split("\\0");
const parse = (text) => { try { return JSON.parse(text); } catch { return {}; } };
const hasTable = existsSync("/proc/self/stat");
const isSame = ({ pid, start_time }) => pid > 1 && (!hasTable || fieldsOf(pid)[19] === start_time);

/** Those that live, by what becomes of them while the runner stands still. */
function recorded() {
  return list(runsDir).flatMap((id) =>
    list(runsDir + "/" + id)
      .filter((name) => /^process-\\d+\\.json$/.test(name))
      .map((name) => ({ ...parse(read(runsDir + "/" + id + "/" + name)), id }))
      .filter((record) => record.owner === owner && isSame(record)),
  );
}

/** Live processes in the groups, in the sessions or below the leaders, and those that are marked. */
function membersOf(leaders, isMarked) {
  const pids = hasTable ? list("/proc").filter((name) => /^\\d+$/.test(name)).map(Number) : [];
  const table = new Map(pids.map((pid) => [pid, fieldsOf(pid)]));
  const isBelow = (pid) => {
    for (let each = pid; each > 1; each = Number(table.get(each)?.[1] ?? 0)) if (leaders.has(each)) return true;
    return false;
  };
  return [...table]
    .filter(([pid, [state]]) => pid !== process.pid && pid !== runner && state !== "Z" && state !== "X")
    .filter(([pid, [, , group, session]]) =>
      leaders.has(Number(group)) || leaders.has(Number(session)) || isBelow(pid) || isMarked(pid))
    .map(([pid]) => pid);
}

function standStill() {
  for (const { pid, id, at_standstill } of recorded()) {
    if (at_standstill === "go_on") continue;
    const signal = at_standstill === "end" ? "SIGKILL" : "SIGSTOP";
    const mark = "OVERMIND_RUN_ID=" + id;
    // Looked for first: what is below one that was killed is below it no more.
    const members = membersOf(new Set([pid]), (each) => at_standstill === "freeze" && entriesOf(each).includes(mark));
    for (const each of [-pid, ...members]) send(each, signal);
  }
}

/** The runner is gone: all that it started goes too. */
let isEnding = false;
function endAll() {
  if (isEnding) return;
  isEnding = true;
  const known = new Set(recorded().map(({ pid }) => pid));
  const mark = "OVERMIND_RUNNER=" + owner;
  const isOurs = (pid) => entriesOf(pid).includes(mark) || read("/proc/" + pid + "/cgroup").includes(groupPlace);
  const giveUpAt = now() + 10000;
  let quiet = 0;
  const pass = () => {
    const members = membersOf(known, isOurs);
    for (const leader of known) send(-leader, "SIGKILL");
    for (const pid of members) {
      known.add(pid);
      send(pid, "SIGKILL");
    }
    quiet = members.length === 0 ? quiet + 1 : 0;
    if (quiet >= 3 || now() > giveUpAt) process.exit();
    setTimeout(pass, 50);
  };
  pass();
}

let deadline = Infinity;
let isFrozen = false;
let rest = "";
setInterval(() => {
  if (process.ppid !== runner) return endAll();
  if (now() < deadline) return;
  isFrozen = true;
  standStill();
}, 100);
process.stdin.on("data", (bytes) => {
  const lines = (rest + bytes).split("\\n");
  rest = lines.pop();
  if (lines.includes("stop")) process.exit();
  if (lines.length === 0) return;
  const leftMs = Number(lines.at(-1));
  deadline = Number.isFinite(leftMs) && leftMs >= 0 ? now() + leftMs : Infinity;
  if (isFrozen) process.stdout.write("frozen\\n");
  isFrozen = false;
});
process.stdin.on("end", endAll).on("error", endAll);
process.stdout.on("error", () => {});
`;
