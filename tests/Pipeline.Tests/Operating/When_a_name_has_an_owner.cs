using System.Text.Json.Nodes;
using Pipeline.Contracts;
using Pipeline.Core.Names;
using Pipeline.Tests.Facts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Tests.Operating;

/// <summary>The commands of a person on call, as processes, where names belong to whoever claimed them first.</summary>
public sealed class When_a_name_has_an_owner(RealPostgres postgres)
{
    private const string Stores = "label:stores", Payments = "label:payments";

    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public async Task Names_lists_each_with_its_owner_and_its_instances()
    {
        await using var fleet = await OwnedAsync();

        (await fleet.RunAsync("names")).ShouldSatisfy(0, "calc", Stores, "first claim", "time", Payments);
        var names = await NamesAsync(fleet);
        names.Select(name => (Text(name, "name"), Text(name, "owner"), Text(name, "origin"), name!["instances"]!.GetValue<int>()))
            .ShouldBe([("calc", Stores, "bound", 1), ("time", Payments, "bound", 1)]);
        names[0]!["since"]!.GetValue<DateTimeOffset>().ShouldBe(fleet.Time.GetUtcNow());
        names[0]!["givenTo"].ShouldBeNull();
    }

    [Fact]
    public async Task Names_says_that_there_are_none_and_what_to_do()
    {
        await using var fleet = await RecordedFleet.CreateAsync(postgres);

        (await fleet.RunAsync("names")).ShouldSatisfy(0, "no name is in use and none has an owner: start a container that claims a name");
        (await NamesAsync(fleet)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_in_a_line_of_the_owners_file_is_listed_with_that_line()
    {
        await using var fleet = await OwnedAsync();
        var file = Path.Combine(TemporaryDirectory.Create("owners"), "owners");
        await File.WriteAllTextAsync(file, $"calc {Payments}\n");

        (await NamesAsync(fleet, "--name-owners", file)).Select(name => (Text(name, "name"), Text(name, "owner"), Text(name, "origin")))
            .ShouldBe([("calc", Payments, "listed"), ("time", Payments, "bound")]);
    }

    [Fact]
    public async Task Give_leaves_the_name_with_its_owner_until_the_other_has_an_instance()
    {
        await using var fleet = await OwnedAsync();

        (await fleet.RunAsync("names", "give", "calc", Payments)).ShouldSatisfy(
            0, $"calc: given to {Payments}; it belongs to {Stores} until {Payments} has an instance");
        (await fleet.RunAsync("names")).ShouldSatisfy(0, $"{Stores} (given to {Payments})");
        (await fleet.RunAsync("names", "give", "calc", Payments)).ShouldSatisfy(1, $"'calc' is given to {Payments} already");

        await fleet.StateAsync(red.Started(Container("c3", "calc", 32_003, "payments")));

        var calc = (await NamesAsync(fleet))[0];
        (Text(calc, "owner"), calc!["givenTo"]).ShouldBe((Payments, null));
        calc["instances"]!.GetValue<int>().ShouldBe(1, "the former owner's instances leave with the same decision");
    }

    [Fact]
    public async Task Give_and_release_say_as_JSON_what_the_name_is_afterwards()
    {
        await using var fleet = await OwnedAsync();

        var given = await JsonAsync(fleet, "names", "give", "calc", Payments, "--json");
        (Text(given, "name"), Text(given, "owner"), Text(given, "givenTo")).ShouldBe(("calc", Stores, Payments));

        var released = await JsonAsync(fleet, "names", "release", "calc", "--json");
        (Text(released, "origin"), released["owner"], released["givenTo"]).ShouldBe(("released", null, null));
    }

    [Fact]
    public async Task A_name_that_is_released_belongs_to_whoever_claims_it_next()
    {
        await using var fleet = await OwnedAsync();

        (await fleet.RunAsync("names", "release", "calc")).ShouldSatisfy(
            0, $"calc: released from {Stores}; whoever claims it next gets it");
        (await NamesAsync(fleet))[0]!["instances"]!.GetValue<int>().ShouldBe(1, "its instances stay");
        (await fleet.RunAsync("names", "release", "calc")).ShouldSatisfy(1, "'calc' belongs to nobody", "./pipeline names lists all");

        await fleet.StateAsync(red.Started(Container("c3", "calc", 32_003, "payments")));

        Text((await NamesAsync(fleet))[0], "owner").ShouldBe(Payments);
        (await fleet.RunAsync("events")).ShouldSatisfy(0, "released by hand");
    }

    [Fact]
    public async Task A_name_that_nobody_claimed_yet_can_be_given()
    {
        await using var fleet = await OwnedAsync();

        (await fleet.RunAsync("names", "give", "new", Payments)).ShouldSatisfy(0, $"new: given to {Payments}; nobody else gets it");
        await fleet.StateAsync(red.Started(Container("c3", "new", 32_003, "stores")));

        (await fleet.RunAsync("instances", "--refused")).ShouldSatisfy(0, $"'new' is given to {Payments}");
    }

    [Fact]
    public async Task What_is_no_name_or_no_owner_is_answered_with_what_to_write()
    {
        await using var fleet = await OwnedAsync();

        (await fleet.RunAsync("names", "release", "clac")).ShouldSatisfy(
            1, "'clac' belongs to nobody; the nearest name with an owner is calc: ./pipeline names lists all");
        (await fleet.RunAsync("names", "give", "calc", "payments")).ShouldSatisfy(
            2, "'payments' is no owner: write family:NAME, label:VALUE or image:NAME, without a wildcard");
        (await fleet.RunAsync("names", "give", "calc", "label:*")).ShouldSatisfy(2, "'label:*' is no owner");
        (await fleet.RunAsync("names", "give", "a b", Payments)).Code.ShouldBe(2);
        (await fleet.RunAsync("names", "give", "calc")).Code.ShouldBe(2);
        (await fleet.RunAsync("names", "give", "--help")).ShouldSatisfy(0, "Give a name to another owner");
        (await fleet.RunAsync("names", "release", "--help")).ShouldSatisfy(0, "Release a name");
    }

    private static ContainerSnapshot Container(string id, string service, int port, string owner) =>
        new ModelHost("red", "127.0.1.1").Container(id, service, port) with { Owner = owner };

    /// <summary>calc belongs to the stores, and time to the payments.</summary>
    private async Task<RecordedFleet> OwnedAsync()
    {
        var fleet = await RecordedFleet.CreateAsync(postgres, new([], UnlistedNames.FirstClaim));
        await fleet.StateAsync(red.Reported(Container("c1", "calc", 32_001, "stores"), Container("c2", "time", 32_002, "payments")));
        return fleet;
    }

    private static async Task<JsonArray> NamesAsync(RecordedFleet fleet, params string[] options) =>
        (await JsonAsync(fleet, ["names", "--json", .. options])).AsArray();

    private static async Task<JsonNode> JsonAsync(RecordedFleet fleet, params string[] arguments)
    {
        var (code, said) = await fleet.RunAsync(arguments);
        code.ShouldBe(0, said);
        return JsonNode.Parse(said)!;
    }

    private static string? Text(JsonNode? row, string member) => row![member]?.GetValue<string>();
}
