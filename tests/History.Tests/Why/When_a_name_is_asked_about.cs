using Pipeline.Contracts;
using Pipeline.Core.Names;
using Pipeline.History.Reading;
using Pipeline.History.Replay;
using Pipeline.History.Why;

namespace Pipeline.History.Tests.Why;

public sealed class When_a_name_is_asked_about(RealPostgres postgres)
{
    private const string Domain = "servicediscovery.internal";

    private static readonly NameRules FirstClaim = new([], UnlistedNames.FirstClaim);

    private readonly ModelHost red = new("red", "192.0.2.1");
    private readonly ModelHost blue = new("blue", "192.0.2.2");

    [Fact]
    public async Task It_is_said_to_whom_it_belongs_and_whose_claims_are_refused()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres, FirstClaim);
        await registry.FoldAsync(red.Started(Of("shops", "a", "checkout", red)));
        await registry.FoldAsync(blue.Started(Of("stores", "b", "_checkout._tcp", blue)));

        var why = await WhyAsync(registry, "checkout");

        why.Now.ShouldStartWith(
            $"DNS answers with no instance. The name belongs to label:shops since {registry.Time.GetUtcNow():u}. "
            + "A claim of container name-of-b is refused: 'checkout' belongs to label:shops; claim another name, "
            + "or have it given: ./pipeline names give checkout label:stores");
        why.Chains.Single(chain => chain.Title == "whose name it is").Steps.Select(step => step.What)
            .ShouldContain("checkout belongs to label:shops by the claim of container a");
    }

    [Fact]
    public async Task A_name_is_given_released_listed_and_rebuilt()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres, FirstClaim);
        await registry.FoldAsync(red.Started(Of("shops", "a", "checkout", red)));
        (await registry.Writer.GiveAsync("checkout", "label:stores", CancellationToken.None)).ShouldBeTrue();
        (await registry.Writer.GiveAsync("checkout", "label:stores", CancellationToken.None)).ShouldBeFalse("it is given already");

        await registry.FoldAsync(blue.Started(Of("stores", "b", "checkout", blue)));

        (await registry.Reader.InstancesAsync("checkout", CancellationToken.None)).ShouldHaveSingleItem().ContainerId.ShouldBe("b");
        var names = new NameReader(registry.Store.Documents, () => FirstClaim);
        (await names.NamesAsync(CancellationToken.None)).ShouldHaveSingleItem().ShouldBe(
            new NameView("checkout", "label:stores", "bound", registry.Time.GetUtcNow()) { Instances = 1 });

        var rebuilt = await registry.Store.Rebuilder.RebuildAsync(new Progress<RebuildProgress>(), CancellationToken.None);
        rebuilt.Replaced.ShouldBe(0);
        (await registry.Writer.ReleaseAsync("checkout", "released by hand", CancellationToken.None)).ShouldBeTrue();
        (await names.NamesAsync(CancellationToken.None)).ShouldHaveSingleItem().Origin.ShouldBe("released");
    }

    [Fact]
    public async Task A_service_with_the_name_of_a_host_says_that_the_address_is_the_hosts_alone()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Reported());
        await registry.FoldAsync(blue.Started(Of("shops", "b", "red", blue)));

        (await WhyAsync(registry, "red")).Now.ShouldEndWith(
            "The name has no address of its instances: A host has the name, and its address records are the host's. Claim another name");
    }

    [Fact]
    public async Task A_protocol_name_that_nobody_claims_is_known_by_its_plain_name()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Started(Of("shops", "a", "calc", red)));

        var why = await WhyAsync(registry, $"_calc._tcp.{Domain}");
        why.Subject.ShouldBe($"_calc._tcp.{Domain}");
        why.Now.ShouldContain("Nobody claims it, so it leads to the instances of calc that speak its protocol");
        (await WhyAsync(registry, "calc")).Now.ShouldContain("_calc._tcp leads to those that speak its protocol");
        (await registry.Reader.ServicesAsync(CancellationToken.None)).ShouldHaveSingleItem().ProtocolNames.ShouldBe(["_calc._tcp"]);
    }

    [Fact]
    public async Task A_name_to_which_every_claim_is_refused_says_why_and_who_claims_it()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Started(ModelHost.Container("a", red.Claim("nopublish", hostPort: null))));

        var why = await WhyAsync(registry, "nopublish");

        why.Now.ShouldContain("A claim of container name-of-a is refused");
    }

    [Fact]
    public async Task Each_container_of_the_name_says_its_last_words()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Started(
            red.Container("a", "calc", 32768) with { Crashes = new CrashCount(11, 1, IsHeldBack: true) }));
        await registry.FoldAsync(blue.Started(blue.Container("b", "calc", 32768)));
        await registry.FoldAsync(blue.Stopped("b"));

        var containers = (await WhyAsync(registry, "calc")).Containers;

        containers.Select(one => (one.Name, one.State, one.LastWords)).ShouldBe(
        [
            ("name-of-a", "held back from DNS", "restarted 11 times after it ended by itself, exit code 1"),
            ("name-of-b", "stopped", $"ended {ModelHost.Start:u}, exit code 0"),
        ]);
    }

    [Fact]
    public async Task A_protocol_name_that_is_claimed_is_said_to_lead_to_those_that_claim_it()
    {
        await using var registry = await RecordedRegistry.CreateAsync(postgres);
        await registry.FoldAsync(red.Started(Of("shops", "a", "calc", red)));
        await registry.FoldAsync(blue.Started(Of("shops", "b", "_calc._tcp", blue)));

        (await WhyAsync(registry, "calc")).Now.ShouldContain("_calc._tcp does not lead to them, but to those that claim it");
        (await WhyAsync(registry, "_calc._tcp")).Now.ShouldNotContain("Nobody claims it");
        (await registry.Reader.ServicesAsync(CancellationToken.None)).ShouldAllBe(service => service.ProtocolNames.Count == 0);
    }

    private static async Task<WhyView> WhyAsync(RecordedRegistry registry, string name) =>
        (await new WhyReader(registry.Store.History(Domain), new NoSagas(), Domain).WhyAsync(name, null, CancellationToken.None))
            .Single(view => view.Kind == "service");

    private static ContainerSnapshot Of(string owner, string id, string service, ModelHost host) =>
        host.Container(id, service, 32768) with { Owner = owner };
}
