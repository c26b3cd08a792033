using Pipeline.Contracts;
using Pipeline.Core.Instances;
using Pipeline.Core.Registration;

namespace Pipeline.Core.Tests.Registration;

/// <summary>What became of the last thing in a scenario.</summary>
/// <param name="Fact">The fact decided about; null where silence was.</param>
internal sealed record Outcome(Registry Before, RegistryDecision Verdict, IHostFact? Fact)
{
    public Registry Registry => Verdict.After;

    /// <summary>It changed the registry by exactly these events, in this order.</summary>
    public Outcome Then(params string[] sentences) => Decided(FactOutcome.Applied, sentences);

    /// <summary>It is newer than what was known and says nothing new: at most its stamp is kept.</summary>
    public Outcome ThenOnly(params string[] sentences) => Decided(FactOutcome.Unchanged, sentences);

    /// <summary>It was a duplicate, or overtaken: not even the lease is renewed.</summary>
    public Outcome ThenNothing()
    {
        Verdict.Leases.ShouldBeEmpty();
        Registry.ShouldBeSameAs(Before);
        return Decided(FactOutcome.Late, []);
    }

    public Outcome And(Action<Registry> assertion)
    {
        assertion(Registry);
        return this;
    }

    public Outcome AndWhen(IHostFact fact) => new Scenario(Registry).When(fact);

    public Outcome AndWhen(IHostFact fact, Registrar registrar) => new Scenario(Registry) { Registrar = registrar }.When(fact);

    private Outcome Decided(FactOutcome outcome, string[] sentences)
    {
        Verdict.Events.Select(Sentences.Of).ShouldBe(sentences);
        Verdict.Outcome.ShouldBe(outcome);
        foreach (var recorded in Verdict.Events)
            ShouldBeStampedLikeTheFact(recorded);

        var evolved = Verdict.Events.Aggregate(Before, (registry, recorded) => registry.Evolve(recorded));
        Picture.Of(evolved).ShouldBe(Picture.Of(Registry), "the events alone lead to the state");
        foreach (var lease in Verdict.Leases)
            Registry.Leases[lease.Id].ShouldBe(lease);
        return this;
    }

    private void ShouldBeStampedLikeTheFact(RegistryEvent recorded)
    {
        switch (recorded)
        {
            case RegistryEvent.OfContainer { Happened: StatedEvent stated }:
                (stated.Host, stated.Stamp, stated.At).ShouldBe((Fact!.Host.Name, Fact.Stamp, Scenario.Now));
                break;
            case RegistryEvent.OfContainer { Happened: var happened }:
                happened.At.ShouldBe(Scenario.Now);
                break;
            case RegistryEvent.OfHost { Happened: var happened }:
                happened.At.ShouldBe(Scenario.Now);
                break;
        }
    }
}
