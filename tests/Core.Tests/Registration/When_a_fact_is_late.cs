using static Pipeline.Core.Tests.Registration.Scenario;

namespace Pipeline.Core.Tests.Registration;

public sealed class When_a_fact_is_late
{
    private readonly ModelHost red = new("red", "127.0.1.1");

    [Fact]
    public void A_duplicate_changes_nothing()
    {
        var start = red.Started(red.Container("c1", "calc", 32768));
        var stop = red.Stopped("c1");
        var report = red.Reported(red.Container("c2", "time", 32769));
        var leave = red.Left();

        Given(start).When(start).ThenNothing();
        Given(start, stop).When(stop).ThenNothing();
        Given(start, stop, report).When(report).ThenNothing();
        Given(start, stop, report, leave).When(leave).ThenNothing();
    }

    [Fact]
    public void What_a_newer_fact_about_the_container_overtook_changes_nothing()
    {
        var stop = red.Stopped("c1");
        var pause = red.Paused("c1");
        var start = red.Started(red.Container("c1", "calc", 32768));

        Given(start).When(stop).ThenNothing();
        Given(start).When(pause).ThenNothing();
    }

    [Fact]
    public void What_a_confirmation_overtook_changes_nothing()
    {
        var start = red.Started(red.Container("c1", "calc", 32768));
        var stop = red.Stopped("c1");
        var confirmation = red.Started(red.Container("c1", "calc", 32768));

        Given(start).When(confirmation).ThenOnly("c1 is confirmed").AndWhen(stop).ThenNothing();
    }

    [Fact]
    public void A_newer_fact_about_another_container_does_not_make_it_late()
    {
        var first = red.Started(red.Container("c1", "calc", 32768));
        var second = red.Started(red.Container("c2", "calc", 32769));

        Given(second).When(first).Then("c1 began on red", "c1 answers for calc at 127.0.1.1:32768/tcp");
    }

    [Fact]
    public void What_a_report_overtook_is_contained_in_it()
    {
        var start = red.Started(red.Container("c1", "calc", 32768));
        var report = red.Reported();

        Given(report).When(start).ThenNothing();
    }

    [Fact]
    public void An_overtaken_report_leaves_what_is_newer_alone()
    {
        var (before, stopped) = (red.Started(red.Container("c1", "calc", 32768)), red.Container("c2", "time", 32769));
        var report = red.Reported(stopped);
        var (start, stop) = (red.Started(red.Container("c3", "admin", 32770)), red.Stopped("c2"));

        Given(before, start, stop).When(report).Then("c1 ended: Absent", "c1 leaves calc at 127.0.1.1:32768/tcp: Absent").And(registry =>
            Picture.Of(registry).ShouldBe([
                "container c3 on red is Running",
                "host red is at 127.0.1.1",
                "instance of admin at 127.0.1.1:32770/tcp is c3"]));
    }

    [Fact]
    public void Whatever_an_earlier_epoch_of_the_host_stated_is_older()
    {
        var start = red.Started(red.Container("c1", "calc", 32768));
        var again = red.Restarted();

        Given(red.Stopped("c1"), again.Reported()).When(start).ThenNothing();
        Given(red.Stopped("c1"), again.Stopped("c1")).When(start).ThenNothing();
    }

    [Fact]
    public void Another_host_does_not_make_it_late()
    {
        var blue = new ModelHost("blue", "127.0.1.2", epoch: 99);

        Given(blue.Reported()).When(red.Started(red.Container("c1", "calc", 32768))).Then(
            "red joined at 127.0.1.1",
            "c1 began on red",
            "c1 answers for calc at 127.0.1.1:32768/tcp");
    }

    [Fact]
    public void It_does_not_move_its_host_back()
    {
        var (before, after) = (red.Started(red.Container("c1", "calc", 32768)), red.Restarted(at: "127.0.1.9"));

        Given(red.Reported(), after.Started(after.Container("c2", "calc", 32768))).When(before)
            .ThenNothing()
            .And(registry => registry.Hosts["red"].Address.ShouldBe("127.0.1.9"));
    }
}
