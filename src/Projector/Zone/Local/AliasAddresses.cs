using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace Pipeline.Projector.Zone.Local;

/// <summary>
/// The addresses of names outside the zone to which its aliases lead: of load balancers. Route 53 answers an alias with what the balancer
/// has at that moment; here the machine's resolver is asked, at most every half of the TTL, and while it does not answer, what it said
/// last counts.
/// </summary>
/// <param name="clock">Measures the age of what was resolved.</param>
/// <param name="resolve">Asks for all addresses of a name.</param>
public sealed class AliasAddresses(TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    /// <summary>
    /// The TTL of an alias's answer in seconds, as that of a load balancer in Route 53 ("Choosing between alias and non-alias records",
    /// Amazon Route 53 Developer Guide).
    /// </summary>
    public const int Ttl = 60;

    private static readonly TimeSpan RefreshAfter = TimeSpan.FromSeconds(Ttl / 2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);

    /// <summary>Asks the machine's resolver.</summary>
    public AliasAddresses(TimeProvider clock) : this(clock, Dns.GetHostAddressesAsync) { }

    /// <summary>The addresses of a name, as they were resolved last. Resolves it again where that is due, and does not wait.</summary>
    /// <param name="name">The name in lower case, without the final dot.</param>
    /// <returns>Null if it was never resolved.</returns>
    public ImmutableArray<IPAddress>? Find(string name)
    {
        var entry = known.GetOrAdd(name, _ => new Known());
        if (entry.TryBegin(clock)) _ = RefreshAsync(name, entry);
        return entry.Addresses;
    }

    private async Task RefreshAsync(string name, Known entry)
    {
        try
        {
            using var deadline = new CancellationTokenSource(AnswerWithin, clock);
            var found = await resolve(name, deadline.Token);
            entry.End(clock, RefreshAfter, [.. found.Distinct()]);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or ArgumentException)
        {
            entry.End(clock, RetryAfter, entry.Addresses);
        }
    }

    private sealed class Known
    {
        private readonly Lock gate = new();
        private bool asks;
        private long since;
        private TimeSpan keeps;

        public ImmutableArray<IPAddress>? Addresses { get; private set; }

        /// <returns>Whether the caller is the one who asks now.</returns>
        public bool TryBegin(TimeProvider clock)
        {
            lock (gate)
            {
                if (asks || (since > 0 && clock.GetElapsedTime(since) < keeps)) return false;
                return asks = true;
            }
        }

        public void End(TimeProvider clock, TimeSpan keep, ImmutableArray<IPAddress>? addresses)
        {
            lock (gate) (asks, since, keeps, Addresses) = (false, Math.Max(1, clock.GetTimestamp()), keep, addresses);
        }
    }
}
