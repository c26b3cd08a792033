
namespace Pipeline.Producer.Tests.Engines;

public class When_signals_are_named
{
    [Theory]
    [InlineData("15", 15)]
    [InlineData("TERM", 15)]
    [InlineData("SIGTERM", 15)]
    [InlineData("sigquit", 3)]
    [InlineData("SIGUSR1", 10)]
    [InlineData("SIGWINCH", 28)]
    [InlineData("SIGRTMIN", 34)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("RTMAX-1", 63)]
    public void A_name_or_number_is_read(string text, int signal) => Signals.Parse(text).ShouldBe(signal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("-9")]
    [InlineData("SIGNIFICANT")]
    [InlineData("SIGRTMIN+40")]
    [InlineData("SIGRTMINOR")]
    public void What_is_no_signal_is_none(string? text) => Signals.Parse(text).ShouldBeNull();
}
