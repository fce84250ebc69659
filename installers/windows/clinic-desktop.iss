; The installer for Windows, made by Inno Setup 6 of the folder that run.py build leaves in dist\clinic-desktop:
;   iscc installers\windows\clinic-desktop.iss
; It needs no administrator: the program goes into the person's own folder of programs. Not tried yet; see README.md.

#define Name "Clinic Desktop"
#define Program "..\..\dist\clinic-desktop\clinic-desktop.exe"
; As run.py build wrote it into the program's file: the version of the package.
#define Version GetStringFileInfo(Program, PRODUCT_VERSION)
#if Version == ""
  #error The program's file tells no version, or is not there. Make it with: py run.py build
#endif

[Setup]
AppId={{6A0C4E57-0B0B-4B62-9C15-5D3C6F1E7A42}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
VersionInfoVersion={#GetVersionNumbersString(Program)}
AppPublisher=Clinic Desktop contributors
DefaultDirName={autopf}\Clinic Desktop
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\resources\app-icon.ico
UninstallDisplayIcon={app}\clinic-desktop.exe
OutputDir=..\..\dist
OutputBaseFilename=clinic-desktop-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "pt"; MessagesFile: "compiler:Languages\Portuguese.isl"
Name: "ar"; MessagesFile: "compiler:Languages\Arabic.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; What an older version brought and this one does not would be imported all the same.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\clinic-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\clinic-desktop.exe"; AppUserModelID: "ClinicDesktop"
Name: "{group}\{#Name}: patients' own screen"; Filename: "{app}\clinic-desktop.exe"; Parameters: "--desk"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\clinic-desktop.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\clinic-desktop.exe"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent

; The records stay when the program goes: they lie in %LOCALAPPDATA%\clinic-desktop, and nothing here names that folder.
