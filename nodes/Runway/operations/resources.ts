import type { INodePropertyOptions } from 'n8n-workflow';

interface Resource extends INodePropertyOptions {
	value: string;
	/** The operation that is chosen until the user picks one. */
	defaultOperation: string;
}

/** In the order the editor lists them; the first is the default. A description names no operation, so that a new one changes nothing here. */
export const resources: Resource[] = [
	{
		name: 'Video',
		value: 'video',
		defaultOperation: 'imageToVideo',
		description: 'Make and change videos (CometAPI, official format)',
	},
	{
		name: 'Image',
		value: 'image',
		defaultOperation: 'textToImage',
		description: 'Make images (CometAPI, official format)',
	},
	{
		name: 'Pro Video',
		value: 'proVideo',
		defaultOperation: 'generate',
		description: 'Make and change videos, with callbacks (CometAPI, compatibility format)',
	},
	{
		name: 'Task',
		value: 'task',
		defaultOperation: 'get',
		description: 'Read or await a task that was started earlier (CometAPI)',
	},
	{
		name: 'AI Video',
		value: 'aiVideo',
		defaultOperation: 'textToVideo',
		description: 'Make and change videos through AI Video API',
	},
];
