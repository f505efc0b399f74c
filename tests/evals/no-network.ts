/**
 * Loaded before a command (`node --import`): whoever asks for a connection or a name is told no, and the process ends with
 * 99, so that a caller who swallows the error is found out, too. At the end it says what time the command worked: on a busy
 * machine the clock says how busy others were.
 */
import dns from "node:dns";
import net from "node:net";

const refuse = (what: string) => (): never => {
  process.stderr.write(`asked the network: ${what}\n`);
  process.exit(99);
};
net.Socket.prototype.connect = refuse("connect");
dns.lookup = Object.assign(refuse("lookup"), { __promisify__: dns.lookup.__promisify__ });
globalThis.fetch = refuse("fetch");
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(`worked ${((user + system) / 1e6).toFixed(2)} s\n`);
});
