using System.Net;
using System.Runtime.CompilerServices;
using Pipeline.Core.Dns;
using Pipeline.Core.Dns.Fencing;
using Pipeline.Projector.Zone;
using Pipeline.Projector.Zone.Local;

namespace Pipeline.Projector.Tests.Support;

/// <summary>A local zone that can refuse changes, lose answers, break off lists, and be edited by others.</summary>
internal sealed class FaultyZone : IZone
{
    private readonly LocalZone inner = new(ProjectorUnderTest.Domain, IPAddress.Loopback, TimeProvider.System);

    /// <summary>What happens to a list before it takes effect; lists that move the fence alone are spared.</summary>
    public Func<IReadOnlyList<ExactChange>, Exception?> Before { get; set; } = _ => null;

    public Func<IReadOnlyList<ExactChange>, Exception?> After { get; set; } = _ => null;

    /// <summary>Whether its changes never become in sync.</summary>
    public bool IsSlow { get; init; }

    public string Id => inner.Id;

    public string Domain => inner.Domain;

    public bool ForgetsItsFence => true;

    /// <summary>How many lists with records were sent.</summary>
    public int Calls { get; private set; }

    public async Task<ZoneReceipt> ChangeAsync(ChangeList changes, CancellationToken cancel)
    {
        if (changes.Records is []) return await inner.ChangeAsync(changes, cancel);
        Calls++;
        if (Before(changes.Records) is { } failure) throw failure;
        var receipt = await inner.ChangeAsync(changes, cancel);
        return After(changes.Records) is { } lost ? throw lost : receipt with { InSync = !IsSlow };
    }

    public Task<FenceRecord?> ReadFenceAsync(CancellationToken cancel) => inner.ReadFenceAsync(cancel);

    /// <summary>After so many sets the list breaks off; null for never.</summary>
    public int? BreaksOffAfter { get; set; }

    public int BrokenLists { get; private set; }

    public async IAsyncEnumerable<RecordSet> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var listed = 0;
        await foreach (var set in inner.ListAsync(cancel))
        {
            if (listed++ == BreaksOffAfter)
            {
                BrokenLists++;
                throw new IOException("the list broke off");
            }

            yield return set;
        }
    }

    public IReadOnlyCollection<string> Values(string name, RecordType type) =>
        inner.Current.Sets.FirstOrDefault(set => set.Key == new RecordKey(name, type))?.Values ?? [];

    /// <summary>Changes the zone as somebody else would.</summary>
    public void Edit(params ExactChange[] changes) => inner.Edit(changes).ShouldBeEmpty();
}
