// Runs the page's own modules (their folder is the first argument) on cases from standard input; answers one line each.
import { pathToFileURL } from "node:url";
import { text } from "node:stream/consumers";

const [folder, call] = process.argv.slice(2);
const load = name => import(pathToFileURL(`${folder}/${name}.js`));
const bytes = given => given === null ? null : new Uint8Array(Buffer.from(given, "base64"));
const { judge, command } = await load("judge"), claims = await load("claim"), signers = await load("signers");
const files = ({ domain, ...given }) => Object.fromEntries(Object.entries(given).map(([name, it]) => [name, bytes(it)]));
const calls = {
  judge: async it => ({ good: await judge(files(it), it.domain) }),
  offline: async it => ({ command: command(files(it), it.domain) }),
  claim: async it => ({ good: claims.read(bytes(it.text)) }),
  registry: async it => ({ good: signers.read(bytes(it.registry), it.domain) }),
};
const answers = [];
for (const it of JSON.parse(await text(process.stdin))) {
  try {
    answers.push(await calls[call](it));
  } catch (error) {
    answers.push({ kind: error.constructor.name, message: error.message });
  }
}
console.log(JSON.stringify(answers));
