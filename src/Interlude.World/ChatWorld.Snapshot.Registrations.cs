using Interlude.World.Snapshots;
using Interlude.World.State;

namespace Interlude.World;

// The part of a snapshot that is about whose channels are.
//
// registration = founder *1(sequence since settings offer count *(account rank))     the founder 0 if it is nobody's
// offer = account *1until     the account 0 if it is offered to nobody; it may be no more
public sealed partial class ChatWorld
{
    private static void WriteRegistration(SnapshotWriter writer, ChannelRegistration? registration)
    {
        writer.Write(registration?.Founder.Id.Sequence ?? 0);
        if (registration is null)
        {
            return;
        }

        writer.Write(registration.Sequence);
        writer.Write(registration.Since.Milliseconds);
        writer.Write((int)registration.Settings);
        writer.Write(registration.Offer?.To.Sequence ?? 0);
        if (registration.Offer is { } offer)
        {
            writer.Write(offer.Until.Milliseconds);
        }

        writer.Write(registration.Access.Count);
        foreach (var (account, rank) in registration.Access)
        {
            writer.Write(account.Id.Sequence);
            writer.Write((int)rank);
        }
    }

    private void ReadRegistration(ref SnapshotReader reader, Channel channel)
    {
        var founder = new AccountId(reader.ReadLong());
        if (founder == default)
        {
            return;
        }

        var registration = new ChannelRegistration(Known(_accounts, founder), ReadOrigin(ref reader, channel.CreatedAt - 1), new Timestamp(reader.ReadLong()))
        {
            Settings = reader.ReadFlags<ChannelSettings>(),
        };
        var offeredTo = new AccountId(reader.ReadLong());
        if (offeredTo != default)
        {
            registration.Offer = new ChannelOffer(offeredTo, new Timestamp(reader.ReadLong()));
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var account = Known(_accounts, new AccountId(reader.ReadLong()));
            var rank = reader.ReadFlags<Ranks>();
            if (registration.RankOf(account) != Ranks.None || rank == Ranks.None || rank != rank.Highest() || rank == Ranks.Owner)
            {
                throw new FormatException($"The snapshot gives {account.Name} a rank on {channel.Name} that it cannot have.");
            }

            registration.Access.Add((account, rank));
            account.Channels.Add(channel.CreatedAt, channel);
        }

        channel.Registration = registration;
        registration.Founder.Channels.Add(channel.CreatedAt, channel);
    }
}
