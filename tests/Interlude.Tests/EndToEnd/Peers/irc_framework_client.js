// A client on irc-framework: joins #dev, says what it is told to on standard input, prints what it sees, a line each.
const { Client } = require('irc-framework');
const [port, nick] = process.argv.slice(2);
const client = new Client();
const print = (...words) => console.log(words.join(' '));
client.on('registered', () => client.join('#dev'));
client.on('join', e => print('joined', e.nick, e.channel));
client.on('message', e => print('said', e.type, e.nick, e.target, e.message));
client.on('nick', e => print('renamed', e.nick, e.new_nick));
client.on('mode', e => print('mode', e.nick, e.target, ...e.modes.map(m => m.mode + (m.param ? ' ' + m.param : ''))));
client.on('topic', e => print('topic', e.channel, e.topic));
client.on('kick', e => print('kicked', e.kicked, e.channel, e.nick, e.message));
client.on('wholist', e => print('wholist', e.target, e.users.map(u => u.nick).sort().join(',')));
client.on('whois', e => print('whois', e.nick, e.ident, e.real_name));
require('readline').createInterface({ input: process.stdin }).on('line', line => {
    if (line.startsWith('/who ')) client.who(line.slice(5));
    else if (line.startsWith('/whois ')) client.whois(line.slice(7));
    else client.say('#dev', line);
});
client.connect({ host: '127.0.0.1', port: Number(port), nick, username: 'frame', gecos: 'On irc-framework', auto_reconnect: false });
