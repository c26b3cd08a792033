namespace Pipeline.Images.Tests.Images;

/// <summary>On machines that stand in: what is built for which platform, and what is said before it begins.</summary>
public sealed class When_they_are_built_for_another_platform
{
    private const string Apple = "Darwin arm64", Intel = "Linux x86_64";

    [Fact]
    public async Task An_apple_builds_for_the_processor_that_is_named()
    {
        var machine = new StandInMachine(Apple);
        machine.Docker("linux/arm64");

        var (code, said) = await machine.BuildImagesAsync(
            "--platform", "linux/amd64", "--tag", "7", "--rds-ca", machine.Authorities, "projector", "producer");

        code.ShouldBe(0, string.Join('\n', said));
        said.ShouldContain("pipeline/projector:7");
        said.ShouldContain(line => line.StartsWith("publishing the agent for linux/amd64 with its runtime"));
        machine.Calls.ShouldContain(call => call.Contains("src/Pipeline/Pipeline.csproj") && call.Contains("--runtime linux-x64")
            && call.Contains("--no-self-contained"));
        machine.Calls.ShouldContain(call => call.Contains("src/Producer/Producer.csproj") && call.Contains("PublishAot=false")
            && call.Contains("--self-contained"));
        machine.Calls.Count(call => call.StartsWith("docker build ") && call.Contains("--platform linux/amd64")).ShouldBe(2);
    }

    [Fact]
    public async Task The_platform_is_the_engines_own_unless_one_is_named()
    {
        var machine = new StandInMachine(Apple);
        machine.Docker("linux/arm64");

        (await machine.BuildImagesAsync("calc")).Code.ShouldBe(0);

        machine.Calls.ShouldContain(call => call.Contains("samples/Calc/Calc.csproj") && call.Contains("--runtime linux-arm64"));
        machine.Calls.ShouldContain(call => call.StartsWith("docker build ") && call.Contains("--platform linux/arm64"));
    }

    [Fact]
    public async Task A_machine_builds_for_itself_as_it_is()
    {
        var machine = new StandInMachine(Intel);

        (await machine.BuildImagesAsync("calc", "--tag", "7")).Code.ShouldBe(0);

        machine.Calls.ShouldContain(call => call.StartsWith("dotnet publish ") && !call.Contains("--runtime"));
        machine.Calls.ShouldNotContain(call => call.StartsWith("docker push "));
    }

    [Fact]
    public async Task Of_several_platforms_each_has_a_tag_and_only_a_registry_joins_them()
    {
        var machine = new StandInMachine(Intel);

        var (code, said) = await machine.BuildImagesAsync("calc", "--platform", "linux/amd64,linux/arm64", "--tag", "7");

        code.ShouldBe(0, string.Join('\n', said));
        said.ShouldContain("pipeline/calc:7-amd64");
        said.ShouldContain("pipeline/calc:7-arm64");
        said[^1].ShouldBe("one tag for linux/amd64 and linux/arm64 can only be made in a registry, with --push");
        machine.Calls.ShouldNotContain(call => call.Contains("imagetools") || call.StartsWith("docker push"));
    }

    [Fact]
    public async Task Where_nothing_brings_the_authorities_of_databases_this_is_said_before_anything_is_built()
    {
        var machine = new StandInMachine(Intel);

        var (code, said) = await machine.BuildImagesAsync("calc", "projector");

        code.ShouldBe(1);
        said[^1].ShouldBe("npm brings the authorities of RDS's certificates: install it, or name a file of them: --rds-ca FILE");
        machine.Calls.ShouldNotContain(call => call.StartsWith("dotnet publish"));
    }

    [Theory]
    [InlineData("pipeline")]
    [InlineData("nowhere.pem")]
    public async Task A_file_without_a_certificate_is_refused_before_anything_is_built(string file)
    {
        var machine = new StandInMachine(Intel);

        var (code, said) = await machine.BuildImagesAsync("projector", "--rds-ca", file);

        (code, said[^1]).ShouldBe((1, $"there is no certificate in {file}"));
        machine.Calls.ShouldNotContain(call => call.StartsWith("dotnet publish"));
    }

    [Fact]
    public async Task Pushed_they_have_one_tag_that_leads_to_each()
    {
        var machine = new StandInMachine(Intel);

        var (code, said) = await machine.BuildImagesAsync(
            "calc", "--platform", "linux/amd64,linux/arm64", "--tag", "7", "--name", "r", "--push");

        code.ShouldBe(0, string.Join('\n', said));
        machine.Calls.ShouldContain("docker push r/calc:7-arm64");
        machine.Calls[^1].ShouldBe("docker buildx imagetools create --tag r/calc:7 r/calc:7-amd64 r/calc:7-arm64");
        said[^1].ShouldBe("r/calc:7");
    }

    [Theory]
    [InlineData("linux/arm64", "images for linux/arm64 need docker buildx on this engine of linux/amd64")]
    [InlineData("linux/amd64,linux/arm64", "images for linux/amd64 and linux/arm64 need docker buildx on this engine of linux/amd64")]
    public async Task Without_buildx_nothing_is_built_for_another_platform(string platforms, string words)
    {
        var machine = new StandInMachine(Intel);
        machine.Docker("linux/amd64", hasBuildx: false);

        var (code, said) = await machine.BuildImagesAsync("calc", "--platform", platforms);

        code.ShouldBe(1);
        said.ShouldHaveSingleItem().ShouldStartWith(words);
        machine.Calls.ShouldNotContain(call => call.StartsWith("docker build "));
        (await machine.BuildImagesAsync("calc", "--platform", "linux/amd64")).Code.ShouldBe(0);
    }

    [Fact]
    public async Task All_that_is_missing_is_said_in_a_line_each_before_anything_is_built()
    {
        var machine = new StandInMachine(Intel);
        machine.Docker(null);
        machine.Remove("gcc");
        machine.Remove("dotnet");

        var (code, said) = await machine.BuildImagesAsync("--platform", "linux/amd64,linux/arm64", "--base", "machine");

        code.ShouldBe(1);
        said.Select(line => line.Split(':')[0]).ShouldBe([
            "no Docker engine answers",
            "the .NET SDK 10 is missing",
            "--base machine is this machine's own .NET (linux/amd64), which does not run on linux/arm64",
            "the agent for linux/amd64 is a native executable, which needs a linker",
            "missing here",
            "npm brings the authorities of RDS's certificates",
        ]);
        machine.Calls.ShouldNotContain(call => call.StartsWith("dotnet publish") || call.StartsWith("docker build "));
    }

    [Fact]
    public async Task Without_Docker_it_is_said_where_to_get_it()
    {
        var machine = new StandInMachine(Apple);
        machine.Remove("docker");

        var (code, said) = await machine.BuildImagesAsync("--platform", "linux/arm64", "calc");

        code.ShouldBe(1);
        said.ShouldHaveSingleItem().ShouldStartWith("docker is missing: https://");
    }

    [Theory]
    [InlineData("there are no images for linux/s390x: there are linux/amd64 and linux/arm64", "--platform", "linux/s390x")]
    [InlineData("--platform wants a value", "--platform")]
    public async Task A_platform_that_is_none_is_a_fault_of_usage(string words, params string[] arguments)
    {
        var machine = new StandInMachine(Intel);

        var (code, said) = await machine.BuildImagesAsync(arguments);

        code.ShouldBe(2);
        said.ShouldHaveSingleItem().ShouldBe(words);
    }
}
