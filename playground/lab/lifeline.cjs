// Loaded into n8n before anything else: stdin is a pipe from whoever started it, and its end means that
// process is gone, even by SIGKILL, so n8n and its task runner must go too.
const GRACE_MS = 3_000;

process.stdin.on('end', () => {
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS).unref();
});
process.stdin.resume();
process.stdin.unref();
