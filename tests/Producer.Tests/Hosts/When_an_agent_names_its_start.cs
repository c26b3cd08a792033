using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Producer.Hosts;

namespace Pipeline.Producer.Tests.Hosts;

public sealed class When_an_agent_names_its_start : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string directory = TemporaryDirectory.Create("epoch");

    private string Path => System.IO.Path.Combine(directory, "state", "epoch");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Its_epoch_is_the_time_and_its_sequence_begins_before_the_first_fact()
    {
        var start = Source(Noon).Next();

        (start.Epoch, start.Sequence).ShouldBe((Noon.ToUnixTimeMilliseconds(), 0));
        start.Incarnation!.Length.ShouldBe(16);
    }

    [Fact]
    public void Two_agents_of_one_process_have_neither_a_name_nor_an_epoch_in_common()
    {
        var source = Source(Noon);
        var (first, second) = (source.Next(), source.Next());

        second.Epoch.ShouldBe(first.Epoch + 1);
        second.Incarnation.ShouldNotBe(first.Incarnation);
    }

    [Fact]
    public void A_kept_epoch_grows_although_the_clock_went_back()
    {
        var before = Source(Noon, File()).Next();

        Source(Noon.AddHours(-1), File()).Next().Epoch.ShouldBe(Noon.AddHours(-1).ToUnixTimeMilliseconds(), "an hour is no small lead");
        Source(Noon.AddHours(-1).AddMinutes(-4), File()).Next().Epoch.ShouldBe(Noon.AddHours(-1).ToUnixTimeMilliseconds() + 1);
        before.Epoch.ShouldBe(Noon.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void An_epoch_by_a_clock_that_was_far_ahead_is_not_continued()
    {
        Source(Noon.AddYears(10), File()).Next();

        Source(Noon, File()).Next().Epoch.ShouldBe(Noon.ToUnixTimeMilliseconds());
        File().Read().ShouldBe(Noon.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Without_a_file_that_can_be_used_it_goes_by_the_clock_alone()
    {
        System.IO.File.WriteAllText(System.IO.Path.Combine(directory, "state"), "no directory");

        Source(Noon, File()).Next().Epoch.ShouldBe(Noon.ToUnixTimeMilliseconds());
        File().Read().ShouldBeNull();
    }

    [Fact]
    public void A_file_that_holds_anything_else_is_replaced()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        System.IO.File.WriteAllText(Path, "yesterday");

        Source(Noon, File()).Next().Epoch.ShouldBe(Noon.ToUnixTimeMilliseconds());
        System.IO.File.ReadAllText(Path).ShouldBe($"{Noon.ToUnixTimeMilliseconds()}");
    }

    private EpochFile File() => new(Path, NullLogger.Instance);

    private static IncarnationSource Source(DateTimeOffset now, EpochFile? file = null) =>
        new(new FakeTimeProvider(now), new Random(now.Minute), file);
}
