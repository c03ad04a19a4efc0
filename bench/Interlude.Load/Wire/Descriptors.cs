namespace Interlude.Load.Wire;

/// <summary>How many descriptors this process, and what it starts, may have.</summary>
internal static class Descriptors
{
    private const int Spare = 200;   // files, pipes, the runtime's own

    /// <summary>Raises the soft limit to the hard one.</summary>
    /// <exception cref="LoadException">The hard limit does not admit so many connections.</exception>
    public static void Raise(int connections)
    {
        if (Libc.GetLimit(Libc.DescriptorLimit, out var limit) == 0)
        {
            _ = Libc.SetLimit(Libc.DescriptorLimit, new Libc.Limit { Soft = limit.Hard, Hard = limit.Hard });
            if (limit.Hard < (nuint)(connections + Spare))
            {
                throw new LoadException($"A process may have {limit.Hard} descriptors here, and {connections} connections need {connections + Spare}: raise the hard limit (ulimit -Hn) or give fewer --clients.");
            }
        }
    }
}
