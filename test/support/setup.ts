import { Socket } from 'node:net';
import { MockAgent, setGlobalDispatcher } from 'undici';

const loopback = /^(127\.0\.0\.1|\[?::1\]?|localhost)(:\d+)?$/;

// Tests talk to the simulator on loopback and to nobody else; fetch and undici go through this agent.
const agent = new MockAgent();
agent.disableNetConnect();
agent.enableNetConnect(loopback);
setGlobalDispatcher(agent);

const guarded = Symbol.for('runway.test.networkGuard');

interface ConnectTarget {
	host?: string;
	/** A pipe's name, as jest's own workers use; null where an HTTP agent opens the socket. */
	path?: string | null;
}

/** Node passes either (options), (port, host) or, from its own net.connect, one array that holds those arguments. */
function targetOf(args: unknown[]): ConnectTarget {
	const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
	if (typeof first === 'object' && first !== null) return first;
	return typeof second === 'string' ? { host: second } : {};
}

// axios, which n8n-core uses, opens sockets itself; the guard is set once although this file runs for every test file.
if (!(guarded in Socket.prototype)) {
	const connect = Socket.prototype.connect as (this: Socket, ...args: unknown[]) => Socket;
	Object.assign(Socket.prototype, {
		[guarded]: true,
		connect(this: Socket, ...args: unknown[]): Socket {
			const { host = 'localhost', path } = targetOf(args);
			if (typeof path === 'string' || loopback.test(host)) return connect.apply(this, args);
			// A request listens for its socket's errors only a tick later; until then the socket has to look busy.
			setImmediate(() => this.destroy(new Error(`Tests must not reach the network: ${host}`)));
			return Object.assign(this, { connecting: true });
		},
	});
}
