using CsCheck;
using Pipeline.Contracts;

namespace Pipeline.Core.Tests.Registration.Worlds;

/// <summary>How facts come in: delayed, overtaken, delivered again, some of them lost on the way.</summary>
/// <param name="Order">How much of the true order is left; 0 for none.</param>
/// <param name="Delays">A delay for each fact and for each copy.</param>
/// <param name="Copies">Which facts are delivered twice.</param>
/// <param name="Losses">Which facts are lost.</param>
internal sealed record Arrival(int Order, int[] Delays, bool[] Copies, bool[] Losses)
{
    private const int Facts = 64;

    public static readonly Gen<Arrival> Any = Gen.Select(
        Gen.Int[0, 30], Gen.Int[0, 100].Array[2 * Facts], Gen.Bool.Array[Facts], Gen.Bool.Array[Facts],
        (order, delays, copies, losses) => new Arrival(order, delays, copies, losses));

    /// <summary>Every fact at least once, in this arrival's order.</summary>
    public IReadOnlyList<IHostFact> Of(IReadOnlyList<IHostFact> facts) => [.. Delivered(facts, Enumerable.Range(0, facts.Count))];

    /// <summary>The same with losses, but for the last word of each host.</summary>
    public IReadOnlyList<IHostFact> WithLosses(IReadOnlyList<IHostFact> facts)
    {
        var lastWords = facts.Index().GroupBy(f => f.Item.Host.Name).Select(host => host.Last().Index).ToHashSet();
        return [.. Delivered(facts, Enumerable.Range(0, facts.Count).Where(i => lastWords.Contains(i) || !Losses[i % Facts]))];
    }

    /// <summary>Whether the host that spoke is given up right after this delivery.</summary>
    public bool GivesUpAfter(int delivery) => Delays[delivery % Delays.Length] < 10;

    /// <summary>A verdict on about every other run that was stated, each newer than the one before it.</summary>
    public IReadOnlyList<IVerdict> VerdictsOn(IEnumerable<IHostFact> facts) =>
    [
        .. from started in facts.OfType<ContainerStarted>().Index()
           where Copies[started.Index % Facts]
           let run = (started.Item.Container.Id, started.Item.Container.StartedAt, started.Item.Host.Name)
           select Verdict(Losses[started.Index % Facts], run.Id, run.StartedAt, run.Name, started.Index + 1),
    ];

    private static IVerdict Verdict(bool condemns, string id, DateTimeOffset run, string host, long sequence) => condemns
        ? new ContainerCondemned { ContainerId = id, Run = run, Sequence = sequence, Host = host, Reason = "it fails", At = default }
        : new ContainerReinstated { ContainerId = id, Run = run, Sequence = sequence, Host = host, Reason = "it passes", At = default };

    /// <summary>Facts in their order with verdicts among them, in no order and each up to twice.</summary>
    public IReadOnlyList<object> Among(IReadOnlyList<IHostFact> facts, IReadOnlyList<IVerdict> verdicts)
    {
        List<object> said = [.. facts];
        foreach (var (i, verdict) in verdicts.Concat(verdicts.Where((_, i) => Losses[i % Facts])).Index())
            said.Insert(Delays[i % Delays.Length] * said.Count / 101, verdict);
        return said;
    }

    private IEnumerable<IHostFact> Delivered(IReadOnlyList<IHostFact> facts, IEnumerable<int> indices) => indices
        .SelectMany(i => Copies[i % Facts] ? [(Fact: i, Copy: 0), (Fact: i, Copy: 1)] : new[] { (Fact: i, Copy: 0) })
        .OrderBy(d => (d.Fact * Order) + Delays[((2 * d.Fact) + d.Copy) % Delays.Length])
        .Select(d => facts[d.Fact]);
}
