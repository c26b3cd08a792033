using System.Text.Json;

namespace Pipeline.Contracts.Tests.Logging;

public sealed class When_a_log_line_is_written
{
    private static readonly LogLine Entry = new(
        new(2026, 5, 1, 14, 0, 0, 250, TimeSpan.FromHours(2)), "Warning", "Pipeline.Producer.HostAgent",
        "red is\nsilent\u001b[2J", "at A()\nat B()");

    [Fact]
    public void As_text_it_is_dated_in_UTC_and_one_line_with_its_trace_below() =>
        Entry.Write(LogFormat.Text).ShouldBe(
            "2026-05-01T12:00:00.250Z warn  Producer.HostAgent: red is\uFFFDsilent\uFFFD[2J\n    at A()\n    at B()\n");

    [Fact]
    public void As_JSON_it_is_an_object_on_one_line()
    {
        var line = Entry.Write(LogFormat.Json);

        line.TrimEnd('\n').ShouldNotContain("\n");
        var entry = JsonDocument.Parse(line).RootElement;
        entry.EnumerateObject().Select(member => member.Name).ShouldBe(["time", "level", "category", "message", "exception"]);
        entry.GetProperty("time").GetDateTimeOffset().ShouldBe(Entry.At);
        entry.GetProperty("message").GetString().ShouldBe(Entry.Message);
    }
}
