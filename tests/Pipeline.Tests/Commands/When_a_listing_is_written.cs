using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Commands.Rendering;
using Pipeline.History.Reading;
using Pipeline.Terminal;

namespace Pipeline.Tests.Commands;

public sealed class When_a_listing_is_written : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    private ListingWriter Piped => new(Environment());

    private CommandEnvironment Environment(int? columns = null, params (string Name, string Value)[] variables) => new()
    {
        Output = output,
        Errors = errors,
        Terminal = columns is not null,
        Size = () => new(columns ?? 0, 40),
        Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value),
        Root = false,
        Time = new FakeTimeProvider(StubRegistry.Noon),
    };

    private string[] Lines => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Piped_on_a_table_is_a_plain_line_a_row()
    {
        Piped.WriteTable(
            Listings.Services,
            [new("calc", "calc.servicediscovery.internal", 2, 1, StubRegistry.Noon.AddSeconds(-90))
            {
                InDns = 1,
                Believed = "the zone was not read",
                Checked = 2,
                Healthy = 1,
                Addresses = 1,
                ProtocolNames = ["_calc._tcp"],
            }]);
        Lines.Select(line => string.Join('|', line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
            .ShouldBe(
        [
            "SERVICE|DNS NAME|PROTOCOL NAMES|REGISTERED|IN DNS|HEALTHY|ADDRESSES|HOSTS|SINCE|CAUSE",
            "calc|calc.servicediscovery.internal|_calc._tcp|2|1 believed|1/2|1|1|90 s",
        ]);
    }

    [Fact]
    public void A_host_tells_why_it_stands_where_it_stands()
    {
        Piped.WriteTable(
            Listings.Hosts,
            [new("red", "10.0.0.1", "docker 28", "mute", 2, 2, StubRegistry.Noon.AddSeconds(-90), "silent, but its machine runs")]);
        Lines[1].ShouldMatch("agent down  .*silent, but its machine runs$");
        errors.ToString().ShouldContain("Its agent is silent, but EC2 or ECS says that the machine runs");
    }

    [Fact]
    public void A_host_that_is_not_believed_is_doubted_first_and_keeps_its_state()
    {
        HostView red = new("red", "10.0.0.1", "docker 28", "live", 2, 2, StubRegistry.Noon, null) { Doubt = "its clock is ahead" };

        Piped.WriteTable(Listings.Hosts, [red]);
        Lines[1].ShouldMatch("doubted, live  .*heard but not believed: its clock is ahead$");
        errors.ToString().ShouldContain("its containers stay in DNS as last believed");
    }

    [Fact]
    public void A_host_whose_end_is_announced_keeps_its_state_and_says_who_announced_it()
    {
        HostView red = new("red", "10.0.0.1", "docker 28", "live", 2, 2, StubRegistry.Noon, null) { Ending = "spot interruption" };

        Piped.WriteTable(Listings.Hosts, [red]);
        Lines[1].ShouldMatch("live, ending  .*spot interruption$");
        errors.ToString().ShouldContain("its containers stay in DNS until they are stopped");

        Piped.WriteJson(Listings.Hosts, [red]);
        JsonDocument.Parse(string.Concat(Lines.Skip(2))).RootElement[0].GetProperty("ending").GetString().ShouldBe("spot interruption");
    }

    [Fact]
    public void An_instance_that_another_host_reports_too_is_doubted_and_so_is_its_service()
    {
        Piped.WriteTable(Listings.Instances, [StubRegistry.Instance() with { Doubt = "host blue reports it too" }]);
        Lines[1].ShouldMatch("doubted, running  .*heard but not believed: host blue reports it too$");
        errors.ToString().ShouldContain("Another host reports the container too");

        Piped.WriteTable(Listings.Services, [new("calc", "calc.internal", 3, 2, StubRegistry.Noon) { Doubted = 1 }]);
        Lines[^1].ShouldContain("3 (1 doubted)");
    }

    [Fact]
    public void JSON_of_a_host_has_its_status_its_doubt_and_who_speaks_for_it()
    {
        HostView red = new("red", "10.0.0.1", "docker 28", "live", 2, 2, StubRegistry.Noon, null)
        {
            Doubt = "two agents speak for it at once",
            Speaker = new("5a0c", "10.0.0.1", StubRegistry.Noon),
            Rivals = [new("77c1", "10.0.0.9", StubRegistry.Noon)],
        };

        Piped.WriteJson(Listings.Hosts, [red]);
        var row = JsonDocument.Parse(output.ToString()).RootElement[0];
        row.EnumerateObject().Select(field => field.Name).ShouldBe(
            ["name", "address", "engine", "status", "containers", "instances", "lastHeard", "reason", "doubt", "speaker", "rivals"],
            ignoreOrder: true);
        row.GetProperty("status").GetString().ShouldBe("live");
        row.GetProperty("speaker").GetProperty("incarnation").GetString().ShouldBe("5a0c");
        row.GetProperty("rivals")[0].GetProperty("address").GetString().ShouldBe("10.0.0.9");
    }

    [Fact]
    public void However_long_a_row_is_it_stays_one_line_in_a_pipe()
    {
        Piped.WriteTable(Listings.Instances, [StubRegistry.Instance(container: new('x', 190)) with { Image = new('y', 190) }]);
        Lines.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("\u001b[2J\u001b]0;owned\u0007")]
    [InlineData("two\nlines\r")]
    [InlineData("\u202Edesrever\u2066")]
    [InlineData("\u009b31m")]
    public void Text_from_containers_cannot_steer_the_terminal(string hostile)
    {
        Piped.WriteTable(Listings.Instances, [StubRegistry.Instance(container: hostile)]);
        Lines.Length.ShouldBe(2);
        output.ToString().ShouldNotContain(character => "\u001b\u0007\r\u202E\u2066\u009b".Contains(character));
    }

    [Fact]
    public void Text_from_containers_is_no_markup()
    {
        Piped.WriteTable(Listings.Instances, [StubRegistry.Instance(container: "[red]x[/] [[")]);
        output.ToString().ShouldContain("[red]x[/] [[");
    }

    [Fact]
    public void An_empty_registry_says_what_to_do_and_prints_no_rows()
    {
        Piped.WriteTable(Listings.Services, []);
        output.ToString().ShouldBeEmpty();
        errors.ToString().ShouldContain("docker run -e SERVICE_80_NAME=web");
    }

    [Fact]
    public void Empty_as_JSON_is_an_empty_array()
    {
        Piped.WriteJson(Listings.Hosts, []);
        output.ToString().Trim().ShouldBe("[]");
    }

    [Fact]
    public void JSON_carries_every_field_and_hostile_text_as_it_is()
    {
        Piped.WriteJson(Listings.Refusals, [new RefusalView("no\u001bname", 80, "abc", "odd", "host1", "no DNS name", StubRegistry.Noon)]);
        var row = JsonDocument.Parse(output.ToString()).RootElement[0];
        row.EnumerateObject().Select(field => field.Name)
            .ShouldBe(["claim", "containerPort", "containerId", "containerName", "host", "reason", "at"]);
        row.GetProperty("claim").GetString().ShouldBe("no\u001bname");
        output.ToString().ShouldNotContain(character => character == '\u001b');
    }

    private static readonly InstanceView Long = StubRegistry.Instance("payments-api", "ecs-payments-api-17-payments-c0ffee") with
    {
        Image = "012345678901.dkr.ecr.eu-west-1.amazonaws.com/payments-api:2026-05-01",
        Crashes = new(11, 1),
        Doubt = "host blue, which was copied from this one a moment ago, reports it too and was heard later",
    };

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void On_a_terminal_no_line_is_wider_than_it(int columns)
    {
        new ListingWriter(Environment(columns)).WriteTable(Listings.Instances, [Long, StubRegistry.Instance()]);

        Lines.ShouldAllBe(line => Plain(line).Length <= columns);
        errors.ToString().Split('\n').ShouldAllBe(line => line.Length <= columns);
    }

    [Fact]
    public void The_width_of_a_terminal_is_used()
    {
        new ListingWriter(Environment(columns: 280)).WriteTable(Listings.Instances, [Long]);

        Lines.Length.ShouldBe(2 + 1, "a heading, and a row whose text wraps once");
        Lines[1].ShouldContain(Long.Image);
        Lines[1].ShouldContain(Long.ContainerId[..12]);
    }

    [Fact]
    public void On_a_narrow_terminal_hashes_are_short_and_the_text_is_below_its_row_in_full()
    {
        new ListingWriter(Environment(columns: 80, ("NO_COLOR", "1"))).WriteTable(
            Listings.Instances, [StubRegistry.Instance() with { Doubt = "host blue, which was copied from this one, reports it too" }]);

        Lines[0].ShouldNotContain("IMAGE");
        Lines[1].ShouldEndWith("  aaaaaa");
        Lines[2].Trim().ShouldBe("heard but not believed: host blue, which was copied from this one, reports");
        Lines[3].Trim().ShouldBe("it too");
        errors.ToString().ShouldContain("too narrow for IMAGE");
    }

    [Fact]
    public void A_state_has_a_colour_on_a_terminal_and_none_where_that_is_not_wanted()
    {
        new ListingWriter(Environment(columns: 120)).WriteTable(Listings.Instances, [StubRegistry.Instance()]);
        output.ToString().ShouldContain("\u001b[32mrunning");

        foreach (var plain in new[] { Environment(120, ("NO_COLOR", "1")), Environment(120, ("TERM", "dumb")), Environment() })
        {
            output.GetStringBuilder().Clear();
            new ListingWriter(plain).WriteTable(Listings.Instances, [StubRegistry.Instance(status: "condemned")]);
            output.ToString().ShouldNotContain("\u001b");
        }
    }

    [Fact]
    public void No_line_in_a_pipe_ends_with_blanks()
    {
        Piped.WriteTable(Listings.Instances, [StubRegistry.Instance(), Long]);
        Lines.ShouldAllBe(line => line == line.TrimEnd());
    }

    [Fact]
    public void Wide_characters_take_two_cells()
    {
        Piped.WriteTable(Listings.Hosts, [Host("東京"), Host("red")]);
        Lines[1].IndexOf("192.0.2.1", StringComparison.Ordinal).ShouldBe(Lines[2].IndexOf("192.0.2.1", StringComparison.Ordinal) - 2);
    }

    private static HostView Host(string name) => new(name, "192.0.2.1", "docker 28", "live", 1, 1, StubRegistry.Noon, null);

    private static string Plain(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\u001b\\[[0-9]*m", "");
}
