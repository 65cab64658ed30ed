import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { installFromDebian, onPath } from '../../playground/lab/debian.ts';
import { freePort } from '../../playground/lab/ports.ts';
import { tether, untilReady } from '../../playground/lab/tether.ts';

const HOST = '127.0.0.1';

/** OpenSSH's server; installed when it is missing and that is allowed. */
export function sshdPath(): string | undefined {
	if (!onPath('sshd') || !onPath('ssh-keygen')) installFromDebian(['openssh-server', 'openssh-client', 'openssh-sftp-server']);
	return onPath('ssh-keygen') && onPath('sshd');
}

/** An SFTP server of our own for the user who runs the tests, who signs in with a key made for the occasion. */
export async function openSftp(sshd: string, folder: string) {
	const keys = join(folder, 'keys');
	mkdirSync(keys, { recursive: true });
	// Where the server gives up its rights to before anybody has signed in; Debian makes it at boot.
	if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
	for (const name of ['host', 'user']) execFileSync(String(onPath('ssh-keygen')), ['-q', '-t', 'ed25519', '-N', '', '-f', join(keys, name)]);
	chmodSync(join(keys, 'user.pub'), 0o600);
	const port = await freePort();
	const settings = [
		`Port ${port}`,
		`ListenAddress ${HOST}`,
		`HostKey ${join(keys, 'host')}`,
		`AuthorizedKeysFile ${join(keys, 'user.pub')}`,
		'PidFile none',
		'StrictModes no',
		'UsePAM no',
		'PasswordAuthentication no',
		'Subsystem sftp internal-sftp',
	];
	writeFileSync(join(keys, 'sshd_config'), `${settings.join('\n')}\n`);
	const server = tether({ command: [sshd, '-D', '-e', '-f', join(keys, 'sshd_config')], stopSignal: 'TERM', logFile: join(keys, 'log') });
	await untilReady('sshd', server, async () => await isListening(port));
	return {
		credential: { host: HOST, port, username: userInfo().username, privateKey: readFileSync(join(keys, 'user'), 'utf8') },
		close: server.stop,
	};
}

async function isListening(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, HOST, () => void socket.end(() => resolve(true)));
		socket.once('error', () => resolve(false));
	});
}
