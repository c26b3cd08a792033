using Pipeline.Contracts;
using Pipeline.Core.Dns;
using Pipeline.Tests.RealParts;

namespace Pipeline.Projector.Tests.Zone;

/// <summary>The address records at services' own names, on a real database.</summary>
public sealed class Keeping_addresses_of_services(RealPostgres postgres)
{
    private readonly ModelHost red = new("red", "127.0.1.1");
    private readonly ModelHost blue = new("blue", "127.0.1.2");

    [Fact]
    public async Task Failure_34_a_service_with_a_fixed_port_is_found_by_a_program_that_asks_for_an_address_alone()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());

        await projector.StateAsync(red.Started(Fixed(red, "c1", "calc")), blue.Started(Fixed(blue, "c2", "calc")));
        await Has(projector, "calc", "127.0.1.1", "127.0.1.2");

        await projector.StateAsync(red.Stopping("c1"));
        await Has(projector, "calc", "127.0.1.2");

        await projector.StateAsync(blue.Left());
        await Has(projector, "calc");
    }

    [Fact]
    public async Task An_instance_whose_port_becomes_fixed_gets_its_address_there()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());

        await projector.StateAsync(red.Started(ModelHost.Container("c1", red.Claim("calc", 80))));
        await Eventually.ThatAsync(() => projector.Answers("calc").Count == 1, "it answers");
        projector.Zone.Values($"calc.{ProjectorUnderTest.Domain}", RecordType.A).ShouldBeEmpty();

        await projector.StateAsync(red.Started(Fixed(red, "c1", "calc")));
        await Has(projector, "calc", "127.0.1.1");
        projector.Answers("calc").ShouldBe([$"1 1 80 red.{ProjectorUnderTest.Domain}."]);
    }

    [Fact]
    public async Task A_host_takes_the_record_of_a_service_of_its_name_and_gives_it_back_when_it_leaves()
    {
        await using var projector = await ProjectorUnderTest.StartAsync(await postgres.CreateDatabaseAsync());

        await projector.StateAsync(red.Started(Fixed(red, "c1", "blue")));
        await Has(projector, "blue", "127.0.1.1");

        await projector.StateAsync(blue.Reported());
        await Has(projector, "blue", "127.0.1.2");
        projector.Answers("blue").ShouldBe([$"1 1 80 red.{ProjectorUnderTest.Domain}."]);

        await projector.StateAsync(red.Started(Fixed(red, "c2", "blue", port: 81)));
        await Eventually.ThatAsync(() => projector.Answers("blue").Count == 2, "both answer");
        await Has(projector, "blue", "127.0.1.2");

        await projector.StateAsync(blue.Left());
        await Has(projector, "blue", "127.0.1.1");
    }

    private static ContainerSnapshot Fixed(ModelHost host, string id, string service, int port = 80) =>
        ModelHost.Container(id, host.Claim(service, port) with { IsFixed = true });

    private static Task Has(ProjectorUnderTest projector, string name, params string[] addresses) => Eventually.ThatAsync(
        () => projector.Zone.Values($"{name}.{ProjectorUnderTest.Domain}", RecordType.A).SequenceEqual(addresses),
        $"{name} has {string.Join(", ", addresses)}");
}
