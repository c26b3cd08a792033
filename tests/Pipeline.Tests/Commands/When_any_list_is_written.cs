using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Aws.DeadLetters;
using Pipeline.Commands.Rendering;

namespace Pipeline.Tests.Commands;

/// <summary>Each list that a command shows: a long row and a short one, in a pipe and on terminals of two widths.</summary>
public sealed class When_any_list_is_written : IDisposable
{
    private const string Family = "payments-api", Container = "ecs-payments-api-17-payments-c0ffee", Host = "ip-10-0-112-134";

    private const string Prose =
        "half of payments-api must stay in DNS, and of its four instances two fail the same check since the last deployment of the task";

    /// <summary>A text between blanks that is shorter than this, and not the end of its row, is a column that wraps into pieces.</summary>
    private const int LeastPiece = 20;

    private static readonly DateTimeOffset Noon = StubRegistry.Noon;
    private static readonly string Id = new('a', 64);

    private static readonly Dictionary<string, Action<ListingWriter>> Lists = new()
    {
        [nameof(Listings.Services)] = list => list.WriteTable(
            Listings.Services,
            [
                new(Family, $"{Family}.servicediscovery.internal", 12, 3, Noon)
                {
                    Doubted = 2, NoAddress = "NoFixedPort", ProtocolNames = [$"_{Family}._tcp", $"_{Family}._udp"],
                },
                new("calc", "calc.internal", 1, 1, Noon),
            ]),
        [nameof(Listings.Instances)] = list => list.WriteTable(
            Listings.Instances,
            [
                StubRegistry.Instance(Family, Container) with
                {
                    Host = Host, Address = "2001:db8:12:34::5678", Doubt = Prose, Crashes = new(11, 1),
                    Image = $"registry.internal/{Family}:2026-05-01",
                },
                StubRegistry.Instance(),
            ]),
        [nameof(Listings.Names)] = list => list.WriteTable(
            Listings.Names,
            [
                new($"{Family}.internal.of.a.team", $"family:{Family}", "bound", Noon)
                {
                    GivenTo = "label:another-team-of-the-same-house", UnusedSince = Noon, Instances = 12,
                },
                new("calc", Owner: null, "anyone", Since: null),
            ]),
        [nameof(Listings.Refusals)] = list => list.WriteTable(
            Listings.Refusals,
            [new($"{Family}..", 8080, Id, Container, Host, Prose, Noon), new("x", 0, Id, "x", "red", "odd", Noon)]),
        [nameof(Listings.Hosts)] = list => list.WriteTable(
            Listings.Hosts,
            [
                new(Host, "2001:db8:12:34::5678", "docker 28.5.1, build e180ab8", "mute", 112, 240, Noon, "silent, but its machine runs")
                {
                    Doubt = Prose, Ending = "spot interruption",
                },
                new("red", "192.0.2.1", "docker 28", "live", 1, 1, Noon, null),
            ]),
        [nameof(Listings.DeadLetters)] = list => list.WriteTable(
            Listings.DeadLetters,
            [
                new DeadLetter
                {
                    Id = "11111111-2222-3333-4444-555555555555", Queue = "pipeline-facts-of-the-registry_error", Kind = "ContainerStopped",
                    Host = Host, Container = Id, At = Noon, Reason = Prose,
                },
                new DeadLetter { Id = "2", Queue = "facts", At = Noon },
            ]),
        [nameof(HealthListings.Sagas)] = list => list.WriteTable(
            HealthListings.Sagas,
            [
                new(Id, Container, Host, [Family, "payments", "ledger"], "Condemned", Noon, Prose, LastFailure: null, TaskArn: null),
                new(Id, "calc-1", "red", ["calc"], "Healthy", Noon, "", LastFailure: null, TaskArn: null),
            ]),
    };

    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public static TheoryData<string> Names => [.. Lists.Keys];

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    [Fact]
    public void Each_one_that_exists_is_written_here() =>
        new[] { typeof(Listings), typeof(HealthListings) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType.Name.StartsWith("Listing`", StringComparison.Ordinal))
            .Select(field => field.Name)
            .ShouldBe(Lists.Keys, ignoreOrder: true);

    [Theory, MemberData(nameof(Names))]
    public void In_a_pipe_a_row_is_one_line_without_blanks_at_its_end_and_without_colour(string name)
    {
        var lines = Write(name, columns: null);

        lines.Count.ShouldBe(3, "a heading and two rows");
        lines.ShouldAllBe(line => line == line.TrimEnd() && !line.Contains('\u001b'));
    }

    [Theory, MemberData(nameof(Names))]
    public void On_80_columns_no_line_is_wider_and_no_column_wraps_into_pieces(string name) => ShouldFit(name, 80);

    [Theory, MemberData(nameof(Names))]
    public void On_200_columns_nothing_is_left_out_or_cut_but_long_text_which_wraps(string name)
    {
        ShouldFit(name, 200);

        output.ToString().ShouldNotContain("…");
        errors.ToString().ShouldNotContain("too narrow");
    }

    [Fact]
    public void What_a_person_has_to_type_again_is_whole_on_any_width() =>
        Write(nameof(Listings.DeadLetters), columns: 80)[1].ShouldContain("11111111-2222-3333-4444-555555555555");

    private void ShouldFit(string name, int columns)
    {
        var lines = Write(name, columns);

        lines.ShouldAllBe(line => line.Length <= columns);
        lines.Count(line => !line.StartsWith(' ')).ShouldBe(3, "a heading and two rows");
        foreach (var (line, next) in lines.Zip(lines.Skip(1)))
            if (line.StartsWith(' ') && next.StartsWith(' ')) line.Trim().Length.ShouldBeGreaterThanOrEqualTo(LeastPiece, line);
    }

    private List<string> Write(string name, int? columns)
    {
        Lists[name](new ListingWriter(new()
        {
            Output = output,
            Errors = errors,
            Terminal = columns is not null,
            Size = () => new(columns ?? 0, 40),
            Variables = new Dictionary<string, string> { ["NO_COLOR"] = "1" },
            Root = false,
            Time = new FakeTimeProvider(Noon.AddMinutes(90)),
        }));
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
