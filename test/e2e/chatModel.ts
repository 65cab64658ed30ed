import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Plays a chat model over OpenAI's protocol: it calls the one tool it is given, then answers with what the tool said. */
export interface ChatModel {
	url: string;
	/** The last message that a tool gave back. */
	toolAnswers: string[];
	close(): Promise<void>;
}

interface Ask {
	stream?: boolean;
	messages?: Array<{ role: string; content: unknown }>;
	tools?: Array<{ function: { name: string } }>;
}

export async function startChatModel(prompt: string): Promise<ChatModel> {
	const toolAnswers: string[] = [];
	const server: Server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Ask;
			const fromTool = (body.messages ?? []).filter(({ role }) => role === 'tool').at(-1);
			if (fromTool) toolAnswers.push(String(fromTool.content));
			const message = fromTool
				? { role: 'assistant', content: `Here is your video: ${String(fromTool.content)}` }
				: { role: 'assistant', content: null, tool_calls: [toolCall(body.tools?.[0]?.function.name ?? 'Runway', prompt)] };
			const reason = fromTool ? 'stop' : 'tool_calls';
			response.setHeader('content-type', body.stream ? 'text/event-stream' : 'application/json');
			response.end(body.stream ? streamed(message, reason) : JSON.stringify(completion(message, reason)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		toolAnswers,
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}

const toolCall = (name: string, prompt: string) => ({
	index: 0,
	id: 'call_1',
	type: 'function',
	function: { name, arguments: JSON.stringify({ prompt }) },
});

const completion = (message: object, finish_reason: string) => ({
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 1,
	model: 'stand-in',
	choices: [{ index: 0, message, finish_reason }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

/** The same answer as one event, as a model sends it that is asked to stream. */
function streamed(delta: object, finish_reason: string): string {
	const event = (choice: object) => `data: ${JSON.stringify({ ...completion({}, ''), object: 'chat.completion.chunk', choices: [choice] })}\n\n`;
	return `${event({ index: 0, delta, finish_reason: null })}${event({ index: 0, delta: {}, finish_reason })}data: [DONE]\n\n`;
}
