using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Running;

/// <summary>What cannot be mended ends the application with a sentence and an exit code; a test sees the resource's state instead.</summary>
internal sealed class Fatal(IHostApplicationLifetime lifetime, bool isTest)
{
    public static void Tell(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.ExitCode = 1;
    }

    public void End(string sentence)
    {
        if (!isTest && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            Tell(sentence);
            lifetime.StopApplication();
        }
    }
}
