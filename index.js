// n8n reads the node and credential files listed in package.json; this entry only makes the package importable.
module.exports = {};
