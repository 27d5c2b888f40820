/**
 * Folded words that are tried first. A few of the server's lists (common_fr.txt, zxcvbn's), enough to warn most people
 * before they press the button; the place knows thousands.
 */
export const COMMON = new Set((
  "motdepasse monmotdepasse lemotdepasse mot2passe mdp azerty azertyui azertyuio azertyuiop azertyqwerty azertyqsdf qsdf " +
  "qsdfgh qsdfghjk qsdfghjklm wxcvbn aqwzsx aqwzsxedc azeqsdwxc poiuytreza mlkjhgfdsq soleil bonjour bonsoir salut coucou " +
  "loulou doudou chouchou chaton minou minette lapin princesse prince marseille olympique paris psgpsg lyon bordeaux " +
  "toulouse nantes bretagne corse france francais portugal algerie maroc tunisie jetaime monamour amour toujours cheri " +
  "cherie ange bebe maman papa famille enfants etoile papillon dauphin licorne cheval chocolat nutella vanille fraise " +
  "fromage croissant vacances plage montagne printemps automne hiver noel anniversaire bonheur liberte paix espoir fleur " +
  "violette football ballon zidane ronaldo mbappe pokemon naruto asterix nicolas camille julien thomas alexandre maxime " +
  "antoine guillaume sebastien christophe frederic laurent philippe patrick catherine isabelle nathalie caroline charlotte " +
  "juliette pauline marine mathilde chloe benjamin olivier vincent quentin romain florian kevin mohamed ordinateur clavier " +
  "souris internet bienvenue connexion utilisateur administrateur administration directeur directrice secretaire professeur " +
  "maitresse eleve etudiant ecole lycee college universite classe cartable recreation preau rentree formation accueil " +
  "visiteur invite provisoire temporaire changezmoi changeme secret sesame ouvretoi sesameouvretoi putain connard doudoune " +
  "nounours toto tata titi tutu voiture peugeot renault citroen ferrari moto pompier police docteur musique guitare piano " +
  "password passwort passw passe qwerty qwertyui qwertyuiop qwertz letmein welcome welcomehome admin administrator root " +
  "login guest master monkey dragon shadow sunshine princess superman batman spiderman starwars trustno football baseball " +
  "basketball soccer hockey iloveyou lovely love whatever freedom hello secret summer winter spring autumn flower cookie " +
  "chocolate computer internet google facebook michael jennifer jessica jordan ashley daniel charlie andrew thomas george " +
  "killer hunter ranger buster tigger pepper ginger cheese banana orange purple test testing student teacher school asdf " +
  "asdfgh asdfghjkl zxcvbn zxcvbnm abcdef abcdefgh abcd azer qwer pass default temporary abc"
).split(" "));
