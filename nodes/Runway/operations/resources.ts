import type { INodePropertyOptions } from 'n8n-workflow';

interface Resource extends INodePropertyOptions {
	value: string;
	/** The operation that is chosen until the user picks one. */
	defaultOperation: string;
}

/** In the order the editor lists them; the first is the default. */
export const resources: Resource[] = [
	{
		name: 'Video',
		value: 'video',
		defaultOperation: 'imageToVideo',
		description: 'Make, change and upscale videos (CometAPI, official format)',
	},
	{
		name: 'Image',
		value: 'image',
		defaultOperation: 'textToImage',
		description: 'Make images from text and reference images (CometAPI, official format)',
	},
	{
		name: 'Pro Video',
		value: 'proVideo',
		defaultOperation: 'generate',
		description: 'Make and restyle videos with camera motion and callbacks (CometAPI, compatibility format)',
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
		description: 'Make, change and extend videos through AI Video API',
	},
];
